package org.rapport.presentation

import java.time.LocalDate
import java.time.ZoneId
import kotlinx.coroutines.CoroutineScope
import org.rapport.bridge.OpenCore
import org.rapport.bridge.comings
import org.rapport.bridge.homes
import org.rapport.bridge.pairs
import org.rapport.bridge.seriesNow
import org.rapport.core.*

/** The lists of meetings, and the sheet that proposes one. */
class MeetingsPresenter(
    private val core: OpenCore,
    private val drafts: Drafts,
    private val navigator: Navigator,
    scope: CoroutineScope,
    private val zone: () -> String = { ZoneId.systemDefault().id },
) : Presenter<MeetingsState, MeetingsEvent>(scope, MeetingsState(Loaded.Waiting, emptyList(), null, emptyList(), restored(drafts))) {
    private val watch = Watch(::watching)

    init {
        follow(core.people.pairs()) { pairs ->
            val found = pairs.here.orEmpty()
            change { state -> state.copy(pairs = found, draft = state.draft?.let { it.copy(pair = it.pair ?: chosen(found)) }) }
        }
        follow(core.meetings.seriesNow()) { series ->
            if (series.here != null) {
                change { it.copy(series = series.here.orEmpty()) }
                quietly {
                    val ended = core.meetings.series(null, true).filter { it.stage == MeetingStage.CANCELLED }
                    change { it.copy(ended = ended) }
                }
            }
        }
        follow(core.rapport.homes()) { home -> change { it.copy(today = home.here?.today) } }
    }

    override fun on(event: MeetingsEvent) {
        when (event) {
            is MeetingsEvent.Open -> navigator.go(Route.Meeting(event.row.id))
            MeetingsEvent.New -> draft(kept(drafts, state.value.today).copy(pair = chosen(state.value.pairs)))
            is MeetingsEvent.OpenSeries -> navigator.go(Route.Series(event.row.id))
            MeetingsEvent.NewSeries -> navigator.go(Route.Plan())
            MeetingsEvent.Free -> navigator.go(Route.Free)
            is MeetingsEvent.Find -> navigator.go(Route.Slots(event.pair.space))
            is MeetingsEvent.Write -> draft(event.draft)
            MeetingsEvent.Close -> back()
            MeetingsEvent.Propose -> state.value.draft?.let(::propose)
            MeetingsEvent.Invite -> navigator.go(Route.Invite)
            MeetingsEvent.Retry -> watch.again()
        }
    }

    /** What was typed waits for the next time. */
    override fun back(): Boolean {
        if (state.value.draft == null) return false
        drafts[OPEN] = ""
        change { it.copy(draft = null) }
        return true
    }

    private fun propose(draft: MeetingsState.Draft) = act({ draft(null) }) {
        val pair = draft.pair ?: throw Failure.NotFound("pairing")
        val new = NewMeeting(
            space = pair.space,
            slot = slot(draft.day, draft.time, zone()),
            minutes = minutes(draft.minutes),
            title = draft.title.checked(Field.TITLE),
            mode = draft.mode,
            place = draft.place.checked(Field.PLACE),
        )
        navigator.go(Route.Meeting(core.meetings.propose(new)))
    }

    private fun chosen(pairs: List<PairingRow>) = pairs.firstOrNull { it.id.text == drafts[PAIR] } ?: pairs.firstOrNull()

    private fun draft(draft: MeetingsState.Draft?) {
        drafts[OPEN] = if (draft == null) "" else "on"
        drafts[PAIR] = draft?.pair?.id?.text.orEmpty()
        drafts[DAY] = draft?.day?.toString().orEmpty()
        drafts[TIME] = draft?.time.orEmpty()
        drafts[MINUTES] = draft?.minutes.orEmpty()
        drafts[TITLE] = draft?.title.orEmpty()
        drafts[MODE] = draft?.mode?.name.orEmpty()
        drafts[PLACE] = draft?.place.orEmpty()
        change { it.copy(draft = draft) }
    }

    // What is past is no watch of its own: it is asked again whenever the list ahead changes.
    private fun watching() = follow(core.meetings.comings()) { coming ->
        change { it.copy(coming = coming) }
        if (coming.here != null) quietly {
            val past = core.meetings.past()
            change { it.copy(past = past) }
        }
    }

    private companion object {
        const val OPEN = "meetings.new"
        const val PAIR = "meetings.new.pair"
        const val DAY = "meetings.new.day"
        const val TIME = "meetings.new.time"
        const val MINUTES = "meetings.new.minutes"
        const val TITLE = "meetings.new.title"
        const val MODE = "meetings.new.mode"
        const val PLACE = "meetings.new.place"

        fun restored(drafts: Drafts): MeetingsState.Draft? = if (drafts[OPEN].isEmpty()) null else kept(drafts, null)

        /** What was typed before, or a proposal to begin with. */
        fun kept(drafts: Drafts, today: LocalDate?) = MeetingsState.Draft(
            pair = null,
            day = drafts[DAY].takeIf { it.isNotEmpty() }?.let { LocalDate.parse(it) } ?: today,
            time = drafts[TIME].ifEmpty { "16:00" },
            minutes = drafts[MINUTES].ifEmpty { "60" },
            title = drafts[TITLE],
            mode = Mode.entries.firstOrNull { it.name == drafts[MODE] },
            place = drafts[PLACE],
        )
    }
}
