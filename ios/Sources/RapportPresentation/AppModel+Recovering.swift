import RapportCore

// The first run of somebody who has their words and no device any more.
extension AppModel {
    /// Asks for the words; in a profile that waits already it goes on where it stood.
    func recovering(_ areas: Areas? = nil) async {
        let model = RecoverModel(
            home: home, drafts: drafts, called: areas == nil ? deviceName() : "",
            begun: { [weak self] in if self?.active == true { await self?.enter() } },
            done: { [weak self] core in Task { await self?.opened(core) } })
        show(.recovering(model))
        if let areas { await model.resume(areas) }
    }

    /// Back to the first question. A profile that belongs to nobody holds nothing that anybody wrote; it is put
    /// aside all the same.
    public func leaveRecovering() async {
        guard case .recovering(let model) = stage, !model.acting.busy else { return }
        await putAside(model.areas) { model.end() }
    }
}
