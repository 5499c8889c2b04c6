package org.rapport.presentation

import kotlinx.coroutines.CoroutineScope
import org.rapport.bridge.OpenCore
import org.rapport.bridge.lists
import org.rapport.bridge.pairs
import org.rapport.core.Field
import org.rapport.core.GoalFilter
import org.rapport.core.NewGoal
import org.rapport.core.Place
import org.rapport.core.checked

/** The list of goals, and the sheet for a new one. */
class GoalsPresenter(
    private val core: OpenCore,
    private val drafts: Drafts,
    private val navigator: Navigator,
    scope: CoroutineScope,
) : Presenter<GoalsState, GoalsEvent>(scope, GoalsState(Loaded.Waiting, drafts[PAST] == ON, emptyList(), null)) {
    private val watch = Watch(::watching)

    init {
        if (drafts[OPEN] == ON) change { it.copy(draft = GoalsState.Draft(drafts[TITLE], drafts[WHY], null)) }
        follow(core.people.pairs()) { pairs ->
            val found = pairs.here.orEmpty()
            change { state ->
                val chosen = state.draft?.pair ?: found.firstOrNull { it.id.text == drafts[PAIR] }
                state.copy(pairs = found, draft = state.draft?.copy(pair = chosen))
            }
        }
    }

    override fun on(event: GoalsEvent) {
        when (event) {
            is GoalsEvent.Open -> navigator.go(Route.Goal(event.row.id))
            is GoalsEvent.WithPast -> {
                drafts[PAST] = if (event.on) ON else ""
                change { it.copy(withPast = event.on) }
                watch.again()
            }
            GoalsEvent.New -> draft(GoalsState.Draft(drafts[TITLE], drafts[WHY], null))
            is GoalsEvent.Title -> draft(state.value.draft?.copy(title = event.text))
            is GoalsEvent.Why -> draft(state.value.draft?.copy(why = event.text))
            is GoalsEvent.For -> draft(state.value.draft?.copy(pair = event.pair))
            GoalsEvent.Write -> state.value.draft?.let(::write)
            GoalsEvent.Close -> back()
            GoalsEvent.Retry -> watch.again()
        }
    }

    /** What was typed waits for the next time. */
    override fun back(): Boolean {
        if (state.value.draft == null) return false
        drafts[OPEN] = ""
        change { it.copy(draft = null) }
        return true
    }

    private fun write(draft: GoalsState.Draft) = act({ draft(null) }) {
        val place = draft.pair?.let { Place.In(it.space) } ?: Place.Private
        val goal = core.goals.begin(NewGoal(place, draft.title.checked(Field.TITLE), draft.why.checked(Field.WHY)))
        navigator.go(Route.Goal(goal))
    }

    private fun draft(draft: GoalsState.Draft?) {
        drafts[OPEN] = if (draft == null) "" else ON
        drafts[TITLE] = draft?.title.orEmpty()
        drafts[WHY] = draft?.why.orEmpty()
        drafts[PAIR] = draft?.pair?.id?.text.orEmpty()
        change { it.copy(draft = draft) }
    }

    private fun watching() = follow(core.goals.lists(GoalFilter(withPast = state.value.withPast))) { rows ->
        change { it.copy(rows = rows) }
    }

    private companion object {
        const val ON = "on"
        const val PAST = "goals.past"
        const val OPEN = "goals.new"
        const val TITLE = "goals.new.title"
        const val WHY = "goals.new.why"
        const val PAIR = "goals.new.pair"
    }
}
