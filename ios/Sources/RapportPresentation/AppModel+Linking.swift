import RapportCore

// The first run of a device that is to be one of somebody who uses the app already.
extension AppModel {
    func welcome() {
        show(
            .welcome(
                WelcomeModel(
                    home: home, drafts: drafts, links: { [weak self] in Task { await self?.linking() } },
                    recovers: { [weak self] in Task { await self?.recovering() } },
                    done: { [weak self] core, invited in Task { await self?.opened(core, invited: invited) } })))
    }

    /// Asks for the link that the other device shows; in a profile that waits already it goes on where it stood.
    func linking(_ areas: Areas? = nil) async {
        let model = TakeLinkModel(
            home: home, drafts: drafts, called: areas == nil ? deviceName() : "",
            begun: { [weak self] in if self?.active == true { await self?.enter() } },
            done: { [weak self] core in Task { await self?.opened(core, linked: true) } })
        show(.linking(model))
        if let areas { await model.resume(areas) }
        if let link = takeLink(), !model.underWay { await model.show(link) }
    }

    /// Back to the first question, while no link is being answered. A profile that belongs to nobody holds
    /// nothing that anybody wrote; it is put aside all the same.
    public func leaveLinking() async {
        guard case .linking(let model) = stage, !model.underWay, !model.acting.busy else { return }
        await putAside(model.areas) { model.end() }
    }

    /// A profile that is nobody's goes, and the first question comes again.
    func putAside(_ areas: Areas?, _ end: () -> Void) async {
        guard let areas else { return welcome() }
        do {
            guard try await areas.devices.view().guest else { return }
            end()
            try await areas.core.shutdown()
            try home.setAside()
            welcome()
        } catch {
            show(.failed(failure(of: error)))
        }
    }
}
