import RapportCore

/// What somebody gave to one question: a number, or words.
public struct Given: Codable, Equatable, Sendable {
    public var number: Int64?
    public var text = ""

    public init(number: Int64? = nil, text: String = "") {
        self.number = number
        self.text = text
    }

    func view(of item: String) -> AnswerView? {
        self == Given() ? nil : AnswerView(item: item, number: number, text: text)
    }

    static func each(_ answers: [AnswerView]) -> [String: Given] {
        Dictionary(
            answers.map { ($0.item, Given(number: $0.number, text: $0.text)) }, uniquingKeysWith: { first, _ in first })
    }
}

/// Where answers are kept while they are given, and where they go in the end.
protocol AnswerKeeper: Sendable {
    /// What is asked, and what was begun where the form does not say it itself.
    func begun(_ language: String) async throws -> (AskedCheckIn, [String: Given]?)
    func keep(_ answers: [AnswerView]) async throws
    func send(_ answers: [AnswerView], _ language: String) async throws -> CheckInId
}

/// Answers that are given anew: the core keeps what was begun.
struct CoreKeeper: AnswerKeeper {
    let asked: AskedCheckIn
    let checkIns: any CheckInsProtocol

    func begun(_ language: String) async throws -> (AskedCheckIn, [String: Given]?) { (asked, nil) }

    func keep(_ answers: [AnswerView]) async throws {
        try await checkIns.draft(instrument: asked.instrument, answers: answers, about: asked.about)
    }

    func send(_ answers: [AnswerView], _ language: String) async throws -> CheckInId {
        try await checkIns.answer(
            instrument: asked.instrument, language: language, answers: answers, about: asked.about)
    }
}

/// Answers that are put right: a draft of this device, until all of them go at once.
struct CorrectionKeeper: AnswerKeeper {
    let id: CheckInId
    let checkIns: any CheckInsProtocol
    let drafts: any Drafts

    func begun(_ language: String) async throws -> (AskedCheckIn, [String: Given]?) {
        let row = try await checkIns.view(checkin: id, language: language)
        let changed = await draft.value
        return (AskedCheckIn(row.instrument, about: row.about), changed.isEmpty ? Given.each(row.answers) : changed)
    }

    func keep(_ answers: [AnswerView]) async throws {
        let given = Given.each(answers)
        await MainActor.run { draft.value = given }
    }

    func send(_ answers: [AnswerView], _ language: String) async throws -> CheckInId {
        try await checkIns.correct(checkin: id, answers: answers)
        await draft.clear()
        return id
    }

    @MainActor private var draft: FormDraft<[String: Given]> {
        FormDraft("\(id.text).correct", drafts, start: [:])
    }
}
