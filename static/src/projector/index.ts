/** The projector's pages need its type and nothing else; other pages do not load it. */
import "./index.css";
