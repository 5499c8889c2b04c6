import RapportCore
import RapportPresentation
import SwiftUI

/// One's own devices: their names, taking one in, and those that were removed.
struct OwnDevicesSections: View {
    let model: DevicesModel
    @State private var naming: DeviceNameModel?
    @State private var removing: DeviceRow?
    @State private var giving: GiveLinkModel?

    var body: some View {
        Section {
            ForEach(model.current, id: \.id) { device in row(device) }
            Button(say("screen.devices.link"), systemImage: "plus") { giving = model.giveLink() }
                .frame(minHeight: 44)
                .sheet(item: $giving) { GiveLinkView(model: $0) }
                .sheet(item: $naming) { DeviceNameSheet(model: $0) }
                .confirmationDialog(
                    say("screen.devices.remove_question", ["name": .text(removing?.title ?? "")]),
                    isPresented: Binding(get: { removing != nil }, set: { if !$0 { removing = nil } }),
                    titleVisibility: .visible, presenting: removing
                ) { device in
                    Button(say("screen.devices.remove"), role: .destructive) { Task { await model.remove(device) } }
                }
        }
        if !model.removed.isEmpty {
            Section(say("device.state.removed")) {
                ForEach(model.removed, id: \.id) { device in
                    Text(verbatim: device.title).foregroundStyle(.secondary)
                }
            }
        }
    }

    private func row(_ device: DeviceRow) -> some View {
        Beside {
            VStack(alignment: .leading) {
                Text(verbatim: device.title)
                if !device.thisDevice {
                    Text(device.words).font(.caption).foregroundStyle(.secondary)
                } else if !device.name.isEmpty {
                    Text(key: "screen.devices.this").font(.caption).foregroundStyle(.secondary)
                }
            }
            .accessibilityElement(children: .combine)
            Spacer()
            Menu {
                Button(say("screen.devices.rename"), systemImage: "pencil") { naming = model.name(of: device) }
                if !device.thisDevice {
                    Button(say("screen.devices.remove"), systemImage: "minus.circle", role: .destructive) {
                        removing = device
                    }
                }
            } label: {
                Label(say("common.more"), systemImage: "ellipsis.circle").labelStyle(.iconOnly)
            }
            .frame(minWidth: 44, minHeight: 44)
            .accessibilityHint(device.title)
        }
    }
}

/// What a device is called.
private struct DeviceNameSheet: View {
    @Bindable var model: DeviceNameModel
    @Environment(\.dismiss) private var dismiss

    var body: some View {
        NavigationStack {
            Form {
                Section {
                    TextField(say("field.name"), text: $model.text.text).submitLabel(.done).onSubmit(save)
                } footer: {
                    if let failure = model.acting.failure { Text(failure.what).foregroundStyle(.red) }
                }
            }
            .navigationTitle(say("screen.devices.rename"))
            .toolbar {
                ToolbarItem(placement: .cancellationAction) {
                    Button(say("common.cancel")) {
                        model.discard()
                        dismiss()
                    }
                }
                ToolbarItem(placement: .confirmationAction) {
                    Button(say("common.save"), action: save).disabled(!model.canSave)
                }
            }
        }
    }

    private func save() {
        Task { if await model.save() { dismiss() } }
    }
}
