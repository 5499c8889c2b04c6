import RapportCore
import RapportPresentation
import SwiftUI

/// How the results of an instrument went, and how often it is asked.
struct TrendScreen: View {
    let model: TrendModel

    var body: some View {
        ShownView(shown: model.shown, again: { await model.appear() }) { trend in
            List {
                TroubleBanner(acting: model.acting)
                if trend.days.count < 2 { Text(key: "screen.checkin.trend_none").foregroundStyle(.secondary) }
                ForEach(model.drawings) { drawing in
                    Section(drawing.name) {
                        TrendPicture(drawing: drawing)
                        Text(drawing.words).font(.callout).accessibilityHidden(true)
                    }
                }
                if let alert = trend.alert { Text(Words(keyed("check_in_alert", alert))) }
                if case .mine = model.whose { rhythm }
            }
            .navigationTitle(trend.name)
        }
        .task { await model.appear() }
        .onDisappear { model.disappear() }
    }

    private var rhythm: some View {
        Picker(
            say("screen.checkin.rhythm"),
            selection: Binding(get: { model.rhythm }, set: { days in Task { await model.ask(everyDays: days) } })
        ) {
            ForEach(model.rhythms, id: \.self) { days in
                Text(words(days)).tag(days)
            }
        }
    }

    private func words(_ days: UInt32?) -> Words {
        days.map { Words("count.every_days", ["n": .number(Int($0))]) } ?? Words("screen.checkin.rhythm_off")
    }
}

/// The line of one part. Whoever does not see it hears what it says.
private struct TrendPicture: View {
    let drawing: TrendDrawing

    var body: some View {
        GeometryReader { place in
            ZStack {
                Path { path in
                    for line in drawing.lines {
                        path.move(to: line[0].inside(place.size))
                        for point in line.dropFirst() { path.addLine(to: point.inside(place.size)) }
                    }
                }
                .stroke(.tint, style: StrokeStyle(lineWidth: 3, lineCap: .round, lineJoin: .round))
                ForEach(Array(drawing.lines.joined().enumerated()), id: \.offset) { _, point in
                    Circle().fill(.tint).frame(width: 8, height: 8).position(point.inside(place.size))
                }
            }
        }
        .frame(minHeight: 120)
        .padding(.vertical, 8)
        .accessibilityElement(children: .ignore)
        .accessibilityLabel(Speaking.shared.say(drawing.words))
        .accessibilityHint(say("screen.checkin.trend_high"))
        .accessibilityAddTraits(.isImage)
    }
}

extension TrendDrawing.Point {
    fileprivate func inside(_ size: CGSize) -> CGPoint {
        CGPoint(x: x * size.width, y: y * size.height)
    }
}
