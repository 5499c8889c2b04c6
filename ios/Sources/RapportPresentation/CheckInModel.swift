import Observation
import RapportCore

/// The questions of one instrument, answered item by item. What was given is kept with every change, so
/// that nothing is lost when the process is ended; it is handed in by one act.
@MainActor @Observable
public final class CheckInModel: Identifiable {
    public private(set) var shown = Shown<CheckInForm>.loading
    public private(set) var answers: [String: Given] = [:]
    /// What came of it: the screen goes on with the result.
    public private(set) var sent: CheckInId?
    public private(set) var sending = false
    public let acting = Acting()
    private let keeper: any AnswerKeeper
    private let checkIns: any CheckInsProtocol
    private let language: String
    /// What was changed and is not kept yet.
    @ObservationIgnored private var unkept = false
    @ObservationIgnored private var keeping: Task<Void, Never>?

    /// Answers anew.
    public convenience init(
        _ asked: AskedCheckIn, in checkIns: any CheckInsProtocol, language: String = Reader.language
    ) {
        self.init(CoreKeeper(asked: asked, checkIns: checkIns), in: checkIns, language: language)
    }

    /// Puts right what was answered.
    public convenience init(
        correcting id: CheckInId, in checkIns: any CheckInsProtocol, drafts: any Drafts,
        language: String = Reader.language
    ) {
        self.init(CorrectionKeeper(id: id, checkIns: checkIns, drafts: drafts), in: checkIns, language: language)
    }

    private init(_ keeper: any AnswerKeeper, in checkIns: any CheckInsProtocol, language: String) {
        self.keeper = keeper
        self.checkIns = checkIns
        self.language = language
    }

    /// Whether it puts right what stands already.
    public var corrects: Bool { keeper is CorrectionKeeper }

    /// What nobody kept yet is kept first, so a screen that is opened again shows what was typed last.
    public func appear() async {
        await settle()
        let (keeper, checkIns, language) = (keeper, checkIns, language)
        do {
            let (asked, begun) = try await keeper.begun(language)
            let form = try await checkIns.form(instrument: asked.instrument, language: language, about: asked.about)
            answers = begun ?? Given.each(form.draft)
            sent = nil
            shown = .ready(form)
        } catch {
            shown = .failed(failure(of: error))
        }
    }

    /// What was given to a question.
    public func given(_ item: FormItem) -> Given { answers[item.id] ?? Given() }

    /// A number of the scale, 1 and 0 for yes and no; none leaves it open.
    public func choose(_ number: Int64?, for item: FormItem) {
        change(Given(number: number), for: item)
    }

    public func write(_ text: String, for item: FormItem) {
        change(Given(text: text), for: item)
    }

    /// Hands it in. Gives its id, to go on with.
    @discardableResult public func send() async -> CheckInId? {
        guard shown.value != nil, !sending else { return nil }
        sending = true
        defer { sending = false }
        // A draft that comes after its answer would begin the next one.
        await settle()
        let (keeper, language, views) = (keeper, language, views)
        let id = await acting.run { try await keeper.send(views, language) }
        if id != nil { answers = [:] }
        sent = id
        return id
    }

    /// Lets go of what was begun.
    public func discard() async {
        answers = [:]
        unkept = true
        await settle()
        await appear()
    }

    /// Until everything that was given is kept, or refused.
    public func settle() async {
        if unkept { keep() }
        await keeping?.value
    }

    private var views: [AnswerView] {
        (shown.value?.items ?? []).compactMap { item in answers[item.id]?.view(of: item.id) }
    }

    private func change(_ given: Given, for item: FormItem) {
        guard shown.value != nil, given != self.given(item) else { return }
        answers[item.id] = given == Given() ? nil : given
        keep()
    }

    /// One after the other: what comes meanwhile is kept with the next, in whole.
    private func keep() {
        unkept = true
        guard keeping == nil else { return }
        keeping = Task {
            while unkept {
                unkept = false
                let (keeper, views) = (keeper, views)
                let kept: Void? = await acting.run { try await keeper.keep(views) }
                if kept == nil {
                    // It is tried again with the next change, and before it is handed in.
                    unkept = true
                    break
                }
            }
            keeping = nil
        }
    }
}
