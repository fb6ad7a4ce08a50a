"""A sentence for every refusal, in the reader's language."""

from flask_babel import lazy_gettext as _l
from flask_babel.speaklater import LazyString

from recommendations.domain import (
    adoption,
    amendments,
    contradictions,
    corrections,
    deliveries,
    drafting,
    dress,
    filing,
    freezing,
    importing,
    intake,
    language_check,
    merged_themes,
    opinions,
    polls,
    rebasing,
    settling,
    signatures,
    signing_in,
    voting_list,
)
from recommendations.domain.refusals import NotConfirmed, NotFound, NotPermitted

SENTENCES: dict[str, LazyString] = {
    NotPermitted.code: _l("Your role does not allow this. If you think it should, ask the secretariat."),
    NotFound.code: _l("This does not exist in your edition, or no longer does."),
    NotConfirmed.code: _l(
        "The server's disk or database does not answer, so this is not confirmed as recorded."
        " Send it again in a moment: nothing counts twice."
    ),
    amendments.NothingChanged.code: _l("Nothing has been changed yet: the text is still the frozen one."),
    amendments.RevisionSuperseded.code: _l(
        "The text has been frozen again since you began. Make your change on the new version, number %(number)s."
    ),
    rebasing.WordsChanged.code: _l(
        "The new version of the text says something else where your amendment changes “%(words)s”."
    ),
    amendments.WholeTextDeleted.code: _l(
        "Nothing is left of the text. To remove a recommendation, vote against it when it is put to the vote."
    ),
    amendments.TitleMissing.code: _l("Give your amendment a short title, so that people can speak about it."),
    amendments.Conflict.code: _l("%(other)s has settled these words: both cannot stand in the text."),
    amendments.PollAlreadyOpen.code: _l("The vote has begun: the question belongs to the assembly now."),
    amendments.AmendmentDecided.code: _l("This amendment has been decided, withdrawn or has fallen already."),
    amendments.NotTabled.code: _l("This amendment is in the vote or decided: it can no longer be judged."),
    amendments.ReasonNeeded.code: _l("Say why the amendment is not admissible; its proposer reads it."),
    amendments.CorrectionReasonNeeded.code: _l("Say why the correction is not taken; its proposer reads it."),
    amendments.TextTooLong.code: _l("This is too long: at most %(most)s characters."),
    amendments.LinkNotAllowed.code: _l("A link must begin with https:// or http:// or mailto:."),
    amendments.UnknownAddressee.code: _l("This edition has no such addressee. Choose among those shown."),
    opinions.AdviceNeedsWording.code: _l("Say how the amendment should read, so that the assembly can follow you."),
    opinions.NoAdviceYet.code: _l("There is no advice yet that could be answered."),
    opinions.TagMissing.code: _l("Type the word for the tag."),
    opinions.TextMovedOn.code: _l("The text has changed since you opened the page. Read it once more."),
    filing.AlreadyFiled.code: _l("Your city has filed exactly this already: it is %(label)s."),
    filing.DeadlinePassed.code: _l(
        "Amendments were due until %(deadline)s. You can still file this as a late amendment, which needs supporters."
    ),
    filing.LateNotAllowed.code: _l(
        "Amendments were due until %(deadline)s, and the rules of this conference take no late ones."
    ),
    filing.ThirdDegree.code: _l(
        "This is a sub-amendment already, and there is no third degree. Amend the amendment itself, or vote against it."
    ),
    filing.NothingToAmend.code: _l("%(label)s is in the vote, decided or gone, so it can no longer be amended."),
    filing.WordingReplaced.code: _l(
        "%(label)s has got another wording since you began. Make your change on its words of now."
    ),
    filing.NotReplaceable.code: _l(
        "A compromise replaces at least one amendment of the same text that waits for its vote, and no others."
    ),
    filing.OralNotAllowed.code: _l("The rules of this conference have no oral amendments."),
    filing.NotOral.code: _l("%(label)s is not an oral amendment that waits for objections."),
    filing.MoverAbsent.code: _l("An oral amendment is moved by a voting delegate who is marked as present."),
    filing.ThemeTitleMissing.code: _l("A theme has a title: write the one that you propose."),
    filing.NewTextMissing.code: _l("Write the words of the new recommendation; a title alone is not enough."),
    filing.OwnAmendment.code: _l("This is your own city's amendment: supporters and objections come from others."),
    filing.NotWaiting.code: _l("%(label)s is not waiting for supporters."),
    filing.SupportCounted.code: _l("%(label)s is no longer waiting for supporters: those it had stay on record."),
    filing.OwnWithdrawal.code: _l("Your city has withdrawn %(label)s itself: only another city can take it over."),
    filing.NotWithdrawn.code: _l("%(label)s has not been withdrawn, so there is nothing to take over."),
    filing.TakeoverTooLate.code: _l(
        "It had to be taken over within %(minutes)s min. It can only come back as a new amendment."
    ),
    filing.AuthorPresent.code: _l("%(name)s is in the room and can move this amendment."),
    filing.NotToRebase.code: _l("%(label)s does not need to be adapted to a newer text."),
    filing.WordsNotFound.code: _l("These words stand nowhere in this theme. Whole words are looked for, as typed."),
    signing_in.LinkUnknown.code: _l("This link is not valid. Perhaps a newer one was sent to you: use the newest."),
    signing_in.LinkExpired.code: _l("This link has expired. Ask the secretariat for a new one; your place is kept."),
    signing_in.LinkUsed.code: _l("This link has been used already; it works once. Ask the secretariat for a new one."),
    signing_in.CodeWrong.code: _l("This code is not right. Check its eight characters: none is 0, O, 1, I or L."),
    signing_in.CodeExpired.code: _l("This code has expired. Ask the desk for a new one."),
    signing_in.CodeUsed.code: _l("This code has been used already; it works once. Ask the desk for a new one."),
    signing_in.CodeBlocked.code: _l("This code was mistyped too often and is blocked. Ask the desk for a new one."),
    signing_in.TooManyAttempts.code: _l("Too many wrong codes. Wait a minute, or use your personal link."),
    signing_in.OtherEdition.code: _l("You are signed in to another edition. Sign out first, then use this again."),
    adoption.NothingAdopted.code: _l("No recommendation is adopted yet, so there is nothing to put together."),
    adoption.NotOpenToVote.code: _l("This manifesto has been decided. Compose a new one to vote again."),
    adoption.NotAdopted.code: _l("Only an adopted manifesto can be signed; the assembly has not adopted this one."),
    adoption.SignedTextDiffers.code: _l(
        "Not signed: the text or its hash is not exactly what the assembly adopted. Do not sign; tell the secretariat."
    ),
    adoption.CorrectedSince.code: _l(
        "Not done: this text has been corrected since. Manifesto %(number)s is the one to read, to sign and to correct."
    ),
    adoption.ManifestoSigned.code: _l(
        "The manifesto is signed. What is wrong in it is put right by a corrigendum, not by a new manifesto."
    ),
    adoption.AlreadySigned.code: _l("This manifesto has been signed, and that cannot be done twice or undone."),
    adoption.LanguageIncomplete.code: _l("This language version lacks parts of the text, so it is not delivered yet."),
    adoption.PlaceMissing.code: _l("Say where you are signing."),
    signatures.FunctionMissing.code: _l("Say in which function you sign."),
    signatures.DeputyReasonMissing.code: _l("Say why you sign in the president’s place; it goes into the minutes."),
    signatures.PasskeyMissing.code: _l("In this assembly a signature is confirmed with a passkey. Enter one first."),
    signatures.PasskeyUnknown.code: _l("This is not one of your passkeys. Enter it first, or use another one."),
    signatures.PasskeyRefused.code: _l(
        "Your passkey did not confirm this text, or your device did not check that it is you. Nothing was signed."
    ),
    signatures.ChallengeOver.code: _l("The confirmation came too late, or was used before. Ask your passkey again."),
    signatures.PasskeyInUse.code: _l("This passkey has been entered before."),
    signatures.NotYetSigned.code: _l("Members join a manifesto once it is signed."),
    signatures.AlreadyCoSigned.code: _l("Your member has joined this manifesto already."),
    signatures.MandateTooLarge.code: _l("The document is too large: at most 2 MB."),
    signatures.MandateOfOtherKind.code: _l("The document has to be a PDF, PNG or JPEG file."),
    intake.TooManyFiles.code: _l(
        "%(most)s files that you have sent are still being read. Wait for their pages, then send this one again."
    ),
    intake.ReadersBusy.code: _l("Many files are being read at this moment. Try again in a minute."),
    adoption.ManuscriptDamaged.code: _l(
        "The stored text no longer has the hash it was composed with, so no document is written from it."
    ),
    corrections.MeaningChanged.code: _l(
        "This is more than an editorial correction, because it changes: %(words)s. What the assembly decided can only"
        " be changed by the assembly."
    ),
    corrections.NothingToCorrect.code: _l("Nothing has been changed yet: the text is still the decided one."),
    corrections.CorrectionOutdated.code: _l(
        "The text has changed since this correction was written. Propose it again on the new text."
    ),
    corrections.CorrectionNotOpen.code: _l("This correction has been decided already."),
    corrections.OwnCorrection.code: _l("You have proposed this correction yourself: another person confirms it."),
    corrections.NotSigned.code: _l("This manifesto is not signed: before the signature, correct the text itself."),
    corrections.CorrigendumNotOpen.code: _l("This corrigendum has been stopped, or is in force already."),
    corrections.ObjectionPeriodRuns.code: _l("There is still time to object, so this is not in force yet."),
    corrections.ObjectionPeriodOver.code: _l("The time for objections to this corrigendum is over."),
    language_check.LanguageStale.code: _l(
        "A language version has not followed an adopted amendment (%(languages)s). Correct it, or confirm in the"
        " language check that it is right."
    ),
    language_check.LanguagesDiverge.code: _l(
        "The language versions do not say the same (findings: %(count)s). Look at the language check first."
    ),
    contradictions.SameUnit.code: _l("Choose two different recommendations."),
    contradictions.AlreadyFlagged.code: _l("These two are flagged already; the assembly has not chosen yet."),
    contradictions.ContradictionDecided.code: _l("There is a poll on this already, so the flag stays."),
    merged_themes.SameTheme.code: _l("Choose two different themes."),
    merged_themes.NotMergeable.code: _l("The preamble is not merged, and a theme is merged only once."),
    merged_themes.NotFrozen.code: _l("Freeze the texts of both themes first: amendments follow exact words."),
    merged_themes.UnitsClash.code: _l("Both themes have a part with the same identifier, so they stay apart."),
    merged_themes.ThemeMerged.code: _l(
        "This theme was merged with another one, so its text is no longer drafted, frozen or amended here."
    ),
    intake.FileRefused.code: _l("This file is not read."),
    intake.FileTooLarge.code: _l("The file is too large: at most %(most)s MB."),
    intake.FileNotWord.code: _l("This is no Word file. Send a .docx file."),
    intake.FileOldWord.code: _l("This is a file of an old Word (.doc). Save it as .docx first."),
    intake.FileEncrypted.code: _l("The file is protected by a password. Save it without one first."),
    intake.FileDamaged.code: _l("The file is damaged and cannot be read. Open it in Word and save it again."),
    intake.FileHasMacros.code: _l("The file contains programs (macros). Save it as .docx, without them."),
    intake.FileHasDoctype.code: _l("The file contains declarations that no word processor writes, so it is not read."),
    intake.FileRefersOutside.code: _l("The file loads things from elsewhere. Save it without them."),
    intake.FileEmbedsObjects.code: _l("The file holds documents of other programs. Save it without them."),
    intake.FileTooManyParts.code: _l("The file has more parts than a text of an assembly, so it is not read."),
    intake.FileUnpacksTooLarge.code: _l("The file becomes far too large when it is unpacked, so it is not read."),
    intake.FileTooDeep.code: _l("The file is nested in a way that no word processor writes, so it is not read."),
    intake.FileTooLong.code: _l("The file has more paragraphs than a text of an assembly, so it is not read."),
    intake.FileUnrelated.code: _l("Nothing of this text stands in the file. Is it the file of another theme?"),
    intake.FileUnreadable.code: _l("We could not read this file; the operator has been told. Nothing was filed."),
    intake.FileTooDemanding.code: _l("Reading this file takes too much time or memory, so it was stopped."),
    importing.NothingToImport.code: _l("Choose at least one part of the file that is to become a text."),
    importing.ThemeHasText.code: _l("The theme has words in this language already, and nothing is written over them."),
    importing.ThemeFrozenAlready.code: _l("The theme’s text has been frozen: from then on only amendments change it."),
    importing.ThemeClosed.code: _l("Drafting of this theme is closed. Open it first."),
    importing.ThemeChosenTwice.code: _l("Two parts cannot become the same theme, nor have the same number or code."),
    importing.ThemeNumberTaken.code: _l("There is a theme with the number %(number)s already."),
    importing.ThemeCodeTaken.code: _l("There is a theme with the code %(code)s already."),
    importing.ThemeUnnamed.code: _l(
        "A new theme needs a title of at most %(most)s characters, a code, and a number (0 is the preamble)."
    ),
    importing.UploadForgotten.code: _l("This file is no longer kept here. Send it again."),
    freezing.TextEmpty.code: _l("There is no text yet, so there is nothing to freeze."),
    freezing.UnitIncomplete.code: _l("Part %(place)s of the text (%(language)s) lacks its title or its words."),
    freezing.TextDecidedOn.code: _l(
        "The assembly has begun to decide on amendments to this text: it cannot be drafted or frozen again."
    ),
    polls.PollClosed.code: _l("This poll takes no ballots now. What was recorded before its closing counts."),
    polls.NotOnTheRoll.code: _l("Your member is not on this poll's roll, which was fixed when the poll opened."),
    polls.NotPresent.code: _l("You are not marked as present, so your ballot was not recorded. Please go to the desk."),
    polls.BallotFinal.code: _l("Your member's ballot was already recorded, cast by %(name)s. It is final."),
    polls.BallotKeyReused.code: _l("This form was sent before with another choice. Reload the page and vote again."),
    polls.PollNotPrepared.code: _l("Only a prepared poll can be opened; this one has been opened already."),
    polls.PollNotOpen.code: _l("Only an open poll can be closed; this one is not open."),
    polls.PollNotClosed.code: _l("Only a closed poll can be announced; this one is not closed, or is announced."),
    polls.PollPending.code: _l("There is a poll on this already. Finish or annul it first."),
    polls.PollAnnulled.code: _l("This poll has been annulled already."),
    polls.SubjectNotReady.code: _l("This cannot be put to the vote in its present state: it has been decided."),
    polls.AmendmentsPending.code: _l("Amendments are voted before the text they change. Still to decide: %(labels)s."),
    polls.RivalInVote.code: _l("%(rival)s is being voted, and its result decides on this one too. Finish that first."),
    polls.QuorumMissing.code: _l("The quorum is missing: %(required)s votes are needed, %(counted)s are there."),
    polls.NobodyEntitled.code: _l("No member with a vote is present, so nobody could decide."),
    polls.ReasonMissing.code: _l("Give the reason: it goes into the minutes."),
    polls.DecisionIncorporated.code: _l("Later decisions build on this result. Only a new decision can change it."),
    voting_list.ListIncomplete.code: _l(
        "The list has changed meanwhile: every question that is due stands on it once. Look at the new order."
    ),
    voting_list.ListReasonNeeded.code: _l("The list is published: say why you change it, for the minutes."),
    voting_list.BlockNotPossible.code: _l(
        "One poll cannot decide on all of these: two exclude each other, or one is to be voted apart."
    ),
    voting_list.ListNotPublished.code: _l(
        "The voting list has to be public for %(minutes)s minutes before the first vote on it."
    ),
    voting_list.RequestsClosed.code: _l("Voting on this theme has begun, so nothing more can be asked for."),
    voting_list.AlreadyRequested.code: _l("Your member has asked for this already."),
    voting_list.NotRequested.code: _l("Your member has not asked for this, so there is nothing to take back."),
    drafting.DraftingClosed.code: _l(
        "Drafting of this text is closed, so this change was not taken. Copy what you typed."
    ),
    drafting.TextNotJoined.code: _l("This page is not connected to the text. Reload it; copy first what is not saved."),
    drafting.UpdateMalformed.code: _l("This change could not be read, so it was not taken. Reload the page."),
    settling.SplitRefused.code: _l("A compromise, and one wording throughout the text, are voted as a whole."),
    settling.TooManyParts.code: _l("An amendment is voted in two to %(most)s parts."),
    settling.WordingMissing.code: _l("Say how the text would read if part %(part)s were adopted."),
    settling.NotAsked.code: _l("This compromise does not replace that amendment."),
    settling.NotEditorial.code: _l("Only a change of one language version alone is applied without a vote."),
    settling.TextAdopted.code: _l(
        "The manifesto is adopted. What is still wrong in it is put right by a correction, which the rapporteur "
        "proposes and the chair confirms."
    ),
    settling.QuorumThere.code: _l("Enough are present: the vote can be opened, so it is not postponed."),
    settling.SeparateVoteAsked.code: _l("A member asked for a separate vote on %(labels)s: leave it out of the block."),
    settling.LinkedAlready.code: _l("These two amendments are linked already."),
    settling.ContradictionOpen.code: _l(
        "%(one)s and %(other)s contradict each other. The assembly has to choose between them first."
    ),
    dress.TemplateTooHeavy.code: _l(
        "Every document would carry the pictures and fonts of this template along, and they are too large."
        " Make the pictures smaller."
    ),
    dress.TemplateUnfit.code: _l(
        "A document in this template did not pass our own checks, so it is not used. Save it in Word once more, or"
        " choose another one."
    ),
    deliveries.PackageInWork.code: _l("A package is being made already. Wait until it is ready."),
    deliveries.RecipientIncomplete.code: _l("A recipient needs an institution, a name, an address and a language."),
    drafting.UpdateTooLarge.code: _l(
        "This change is larger than %(limit)s KB, so it was not taken. Paste long texts in parts."
    ),
    drafting.UpdateOutOfOrder.code: _l("An earlier change did not arrive, so this one was not taken. Reload the page."),
    drafting.UpdateNotSaved.code: _l("The server could not save this change. Copy what you typed and reload the page."),
    drafting.TooManyUpdates.code: _l("Too many changes in a short time. Wait a moment and reload the page."),
    drafting.DraftTooLong.code: _l("The text would become too long, so this change was not taken."),
}
