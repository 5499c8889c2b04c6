// The core's refusals, as keys with arguments. The compiler holds these lists complete.

extension Rule {
    func words(about field: Field) -> Words {
        var arguments: [String: Words.Argument] = ["field": .words(field.words)]
        switch self {
        case .onlyFor(let who): arguments["who"] = .words(Words(keyed("who", who)))
        case .wrongState(let `is`, let allowed):
            arguments["is"] = .words(`is`.words)
            arguments["allowed"] = .list(allowed.map(\.words))
        case .notYet(let slot): arguments["slot"] = .civil(slot)
        case .tooSoon(let day): arguments["day"] = .day(day)
        case .full(let max), .tooDeep(let max): arguments["max"] = .number(Int(max))
        case .notAMember, .sharedAlready, .agreedAlready, .ownProposal, .nobodyToAsk, .nodNeeded, .reviseInstead,
            .notBegun, .begunAlready, .deleted, .taken, .partOfItself, .sharedUnderPrivate, .lastDevice, .thisDevice,
            .seniorDevice, .notLinkedYet, .onlyInProgramme, .newerApp, .settled:
            break
        }
        return Words(keyed("rule", self), arguments)
    }
}

extension Problem {
    func words(about field: Field) -> Words {
        var arguments: [String: Words.Argument] = ["field": .words(field.words)]
        switch self {
        case .tooLong(let max, let `is`):
            arguments["max"] = .number(Int(max))
            arguments["is"] = .number(Int(`is`))
        case .controlCharacter(let at), .notARepeat(let at), .repeatNotTaken(let at): arguments["at"] = .number(Int(at))
        case .notACalendar(let line), .calendarTooLarge(let line): arguments["line"] = .number(Int(line))
        case .ambiguous(let large, let small):
            arguments["large"] = .text(large)
            arguments["small"] = .text(small)
        case .outOfRange(let min, let max):
            arguments["min"] = .number(Int(min))
            arguments["max"] = .number(Int(max))
        case .tooFine(let places): arguments["places"] = .number(Int(places))
        case .dateOutOfRange(let first, let last):
            arguments["first"] = .day(first)
            arguments["last"] = .day(last)
        case .tooMany(let max): arguments["max"] = .number(Int(max))
        case .inFile(let line, let column, let fault):
            arguments["line"] = .number(Int(line))
            arguments["column"] = .number(Int(column))
            arguments["fault"] = .words(Words(keyed("file_fault", fault)))
        case .wordCount(let `is`): arguments["is"] = .number(Int(`is`))
        case .unknownWord(let at): arguments["at"] = .number(Int(at))
        case .notEncrypted(let relay): arguments["relay"] = .text(relay)
        case .empty, .notANumber, .notADate, .notATime, .notAZone, .unknownZone, .zoneAnswer, .notALanguage, .notALink,
            .notAnInvite, .notARelay, .twice, .notOneOfUs, .same, .doesNotFit, .notAPlace, .unknownChoice,
            .wordsDoNotFit, .otherWords:
            break
        }
        return Words(keyed("problem", self), arguments)
    }
}

extension Field {
    public var words: Words { Words(keyed("field", self)) }
}

extension Stage {
    var words: Words {
        switch self {
        case .goal(let stage): stage.words
        case .step(let state): state.words
        case .meeting(let stage): stage.words
        case .pairing(let stage): stage.words
        }
    }
}

extension GoalStage {
    public var words: Words { Words(keyed("goal.state", self)) }
}

extension StepState {
    public var words: Words { Words(keyed("step.state", self)) }
}

extension MeetingStage {
    public var words: Words { Words(keyed("meeting.state", self)) }
}

extension PairingStage {
    public var words: Words { Words(keyed("pairing.state", self)) }
}

extension Hint {
    public var words: Words {
        switch self {
        case .vagueWord(let word): Words("hint.vague_word", ["word": .text(word)])
        case .levelsMissing(let missing): Words("hint.levels_missing", ["missing": .number(Int(missing))])
        case .duePassed(let due): Words("hint.due_passed", ["due": .day(due)])
        case .sayMore, .noMeasure, .noUnit, .noWhy, .noMeans, .lowConfidence, .noDue, .dueBeyondHorizon, .noMilestone,
            .noReview:
            Words(keyed("hint", self))
        }
    }
}
