/** Every page: countdowns and menus; a connection only where something can change while it is read. */
import { learnFromThisPage } from "./clock";
import { startCountdowns } from "./countdown";
import { guardTyping } from "./leaving";
import { startMenus } from "./menus";
import { parts, remember } from "./patch";

remember();
learnFromThisPage();
startCountdowns();
startMenus();
guardTyping();
document.getElementById("error-summary")?.focus();
if (parts(document).length > 0) {
  const { followNews } = await import("./news");
  followNews();
}
document.documentElement.dataset["ready"] = "";
