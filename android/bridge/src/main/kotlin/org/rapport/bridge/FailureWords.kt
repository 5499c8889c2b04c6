package org.rapport.bridge

import org.rapport.core.*
import org.rapport.words.Words

/** A failure in words: what happened, and what to do. */
data class Told(val what: String, val act: String)

/** What a person reads of a failure. Field and rule come with the arguments of the core, never with its texts. */
fun Words.told(failure: Failure): Told = when (failure) {
    is Failure.NotFound -> Told(failureNotFoundWhat(thing(failure.what)), failureNotFoundDo)
    is Failure.NotAllowed -> Told(rule(name(failure.`field`), failure.rule), advice(failure.rule))
    is Failure.Invalid -> Told(problem(name(failure.`field`), failure.problem), advice(failure.problem))
    is Failure.Conflict ->
        if (failure.what == "profile_open") Told(screenProblemInUse, failureLockedDo)
        else Told(failureConflictWhat, failureConflictDo)
    is Failure.Offline -> Told(failureOfflineWhat, failureOfflineDo)
    is Failure.RelayRefused -> Told(name(failure.code), failure.retryAfterS?.let { failureRelayRefusedRetry(it.toLong()) } ?: failureRelayRefusedDo)
    is Failure.Locked -> Told(failureLockedWhat, failureLockedDo)
    is Failure.KeyLost -> Told(failureKeyLostWhat, failureKeyLostDo)
    is Failure.StorageFull -> Told(failureStorageFullWhat, failureStorageFullDo(size(failure.neededBytes.toLong())))
    is Failure.StorageReadOnly -> Told(failureStorageReadOnlyWhat, failureStorageReadOnlyDo)
    is Failure.StorageDamaged -> Told(failureStorageDamagedWhat, failureStorageDamagedDo)
    is Failure.NeedsUpdate -> Told(failureNeedsUpdateWhat, failureNeedsUpdateDo)
    is Failure.Port -> Told(failurePortWhat, failurePortDo)
    is Failure.Stopped -> Told(failureStoppedWhat, failureStoppedDo)
    is Failure.Bug -> Told(failureBugWhat, failureBugDo(failure.reference))
}

/** A number of bytes, in the unit people know. */
private fun size(bytes: Long): String = if (bytes < 1_000_000) "${(bytes + 999) / 1000} kB" else "${(bytes + 999_999) / 1_000_000} MB"

private fun Words.problem(name: String, problem: Problem): String = when (problem) {
    is Problem.Empty -> problemEmpty(name)
    is Problem.TooLong -> problemTooLong(name, problem.`is`, problem.max)
    is Problem.ControlCharacter -> problemControlCharacter(name, problem.at)
    is Problem.NotANumber -> problemNotANumber(name)
    is Problem.Ambiguous -> problemAmbiguous(name, problem.large, problem.small)
    is Problem.OutOfRange -> problemOutOfRange(name, problem.min, problem.max)
    is Problem.TooFine -> problemTooFine(name, problem.places)
    is Problem.NotADate -> problemNotADate(name)
    is Problem.DateOutOfRange -> problemDateOutOfRange(name, problem.first, problem.last)
    is Problem.NotATime -> problemNotATime(name)
    is Problem.NotAZone -> problemNotAZone(name)
    is Problem.UnknownZone -> problemUnknownZone(name)
    is Problem.ZoneAnswer -> problemZoneAnswer(name)
    is Problem.NotALanguage -> problemNotALanguage(name)
    is Problem.NotALink -> problemNotALink(name)
    is Problem.NotAnInvite -> problemNotAnInvite(name)
    is Problem.NotARelay -> problemNotARelay(name)
    is Problem.NotEncrypted -> problemNotEncrypted(name, problem.relay)
    is Problem.WordCount -> problemWordCount(name, problem.`is`)
    is Problem.UnknownWord -> problemUnknownWord(name, problem.at)
    is Problem.WordsDoNotFit -> problemWordsDoNotFit(name)
    is Problem.OtherWords -> problemOtherWords(name)
    is Problem.Twice -> problemTwice(name)
    is Problem.TooMany -> problemTooMany(name, problem.max)
    is Problem.NotOneOfUs -> problemNotOneOfUs(name)
    is Problem.Same -> problemSame(name)
    is Problem.DoesNotFit -> problemDoesNotFit(name)
    is Problem.NotAPlace -> problemNotAPlace(name)
    is Problem.UnknownChoice -> problemUnknownChoice(name)
    is Problem.NotARepeat -> problemNotARepeat(name, problem.at)
    is Problem.RepeatNotTaken -> problemRepeatNotTaken(name, problem.at)
    is Problem.NotACalendar -> problemNotACalendar(name, problem.line)
    is Problem.CalendarTooLarge -> problemCalendarTooLarge(name, problem.line)
    is Problem.InFile -> problemInFile(name, problem.line, problem.column, name(problem.fault))
}

private fun Words.advice(problem: Problem): String = when (problem) {
    is Problem.Empty -> adviceFill
    is Problem.TooLong -> adviceShorten
    is Problem.ControlCharacter -> adviceRetype
    is Problem.NotADate, is Problem.DateOutOfRange -> adviceChooseDate
    is Problem.Twice, is Problem.TooMany, is Problem.NotOneOfUs, is Problem.Same, is Problem.NotAPlace -> adviceChoose
    is Problem.UnknownChoice -> adviceUpdate
    is Problem.RepeatNotTaken, is Problem.NotACalendar -> adviceChoose
    is Problem.CalendarTooLarge -> adviceTidyUp
    is Problem.ZoneAnswer -> adviceTryAgain
    else -> adviceCorrect
}

private fun Words.rule(name: String, rule: Rule): String = when (rule) {
    is Rule.NotAMember -> ruleNotAMember(name)
    is Rule.OnlyFor -> ruleOnlyFor(name, name(rule.who))
    is Rule.WrongState -> ruleWrongState(name, name(rule.`is`), rule.allowed.joinToString { name(it) })
    is Rule.SharedAlready -> ruleSharedAlready(name)
    is Rule.AgreedAlready -> ruleAgreedAlready(name)
    is Rule.OwnProposal -> ruleOwnProposal(name)
    is Rule.NobodyToAsk -> ruleNobodyToAsk(name)
    is Rule.NodNeeded -> ruleNodNeeded(name)
    is Rule.ReviseInstead -> ruleReviseInstead(name)
    is Rule.NotYet -> ruleNotYet(name, rule.slot.substringBefore('[').replace('T', ' '))
    is Rule.NotBegun -> ruleNotBegun(name)
    is Rule.BegunAlready -> ruleBegunAlready(name)
    is Rule.Deleted -> ruleDeleted(name)
    is Rule.Full -> ruleFull(name, rule.max)
    is Rule.Taken -> ruleTaken(name)
    is Rule.PartOfItself -> rulePartOfItself(name)
    is Rule.TooDeep -> ruleTooDeep(name, rule.max)
    is Rule.SharedUnderPrivate -> ruleSharedUnderPrivate(name)
    is Rule.LastDevice -> ruleLastDevice(name)
    is Rule.ThisDevice -> ruleThisDevice(name)
    is Rule.SeniorDevice -> ruleSeniorDevice(name)
    is Rule.NotLinkedYet -> ruleNotLinkedYet(name)
    is Rule.OnlyInProgramme -> ruleOnlyInProgramme(name)
    is Rule.NewerApp -> ruleNewerApp(name)
    is Rule.TooSoon -> ruleTooSoon(name, rule.day)
    is Rule.Settled -> ruleSettled(name)
}

private fun Words.advice(rule: Rule): String = when (rule) {
    is Rule.NotAMember, is Rule.Deleted, is Rule.BegunAlready -> adviceLookAgain
    is Rule.OnlyFor -> adviceAskThem
    is Rule.WrongState -> adviceChangeStateFirst
    is Rule.SharedAlready, is Rule.AgreedAlready, is Rule.Settled -> adviceNothing
    is Rule.OwnProposal -> adviceAskThem
    is Rule.NobodyToAsk -> adviceStartAlone
    is Rule.NodNeeded, is Rule.NotBegun -> advicePropose
    is Rule.ReviseInstead -> adviceRevise
    is Rule.NotYet, is Rule.TooSoon -> adviceWait
    is Rule.Full -> adviceTidyUp
    is Rule.SharedUnderPrivate -> adviceMatchSharing
    is Rule.LastDevice -> adviceAddDevice
    is Rule.ThisDevice, is Rule.SeniorDevice, is Rule.NotLinkedYet -> adviceOtherDevice
    is Rule.NewerApp -> adviceUpdate
    else -> adviceChoose
}
