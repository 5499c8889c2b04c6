import RapportCore

/// Where a step goes in a list that is shown milestone by milestone.
struct StepPlace: Equatable {
    /// The step of the same milestone that it comes behind; none where it comes first.
    let after: StepId?
    let milestone: MilestoneId?

    /// Nothing where it stays.
    init?(of step: StepView, moved move: RowMove, in rows: [StepView]) {
        guard case .before(let drop) = move else {
            let own = rows.filter { $0.milestone == step.milestone }.map(\.id)
            guard let behind = move.behind(step.id, in: own) else { return nil }
            (after, milestone) = (behind.row, step.milestone)
            return
        }
        guard let from = rows.firstIndex(where: { $0.id == step.id }), rows.indices.contains(drop) || drop == rows.count
        else { return nil }
        let others = rows.filter { $0.id != step.id }
        let place = drop > from ? drop - 1 : drop
        let (above, below) = (others[..<place].last, others[place...].first)
        // At the edge of its own milestone it stays with it; elsewhere it joins that of its neighbour above.
        let stays = [above, below].contains { $0.map { $0.milestone == step.milestone } ?? false }
        let milestone = stays ? step.milestone : (above ?? below)?.milestone
        if place == from && milestone == step.milestone { return nil }
        after = others[..<place].last { $0.milestone == milestone }?.id
        self.milestone = milestone
    }
}
