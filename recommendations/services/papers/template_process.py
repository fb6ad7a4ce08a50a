"""The process in which a template from outside is looked into: the limits of all files hold in it.

Started as a script by ``templates``; it imports the program first, and has nothing but its input then.
"""

import importlib
import sys
from pathlib import Path


def main() -> None:
    """Answer what was asked on the input."""
    # Started without the folder of the program, so that nothing beside it is imported by mistake.
    sys.path.append(str(Path(__file__).resolve().parents[3]))
    trial = importlib.import_module("recommendations.services.papers.template_trial")
    answers = importlib.import_module("recommendations.intake.word.answers")
    child = importlib.import_module("recommendations.intake.word.child_main")
    child.answer_input(trial.prepared(), answers.TOO_MUCH)


if __name__ == "__main__":
    main()
