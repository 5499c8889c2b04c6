package org.rapport.presentation

import kotlinx.coroutines.CoroutineScope
import org.rapport.bridge.OpenCore
import org.rapport.bridge.homes
import org.rapport.bridge.pairs
import org.rapport.bridge.views
import org.rapport.core.*

/** One series: when the two meet, what they agreed, and what either of them may do about it. */
class SeriesPresenter(
    private val id: SeriesId,
    private val core: OpenCore,
    drafts: Drafts,
    private val navigator: Navigator,
    scope: CoroutineScope,
) : AskingPresenter<SeriesState, SeriesEvent, SeriesState.Asked>(scope, SeriesState(Loaded.Waiting, SeriesSheet.read(drafts[key(id)])), drafts, key(id), SeriesSheet) {
    private val meetings = core.meetings
    private val watch = Watch(::watching)

    init {
        follow(core.people.pairs()) { pairs -> change { it.copy(pairs = pairs.here.orEmpty()) } }
        follow(core.rapport.homes()) { home -> change { it.copy(today = home.here?.today) } }
    }

    override fun on(event: SeriesEvent) {
        val view = state.value.series.here
        val today = state.value.today
        when (event) {
            SeriesEvent.Confirm -> act { meetings.confirmSeries(id) }
            SeriesEvent.Agree -> view?.wish?.let { wish -> act { meetings.agreeToChange(id, wish.plan) } }
            SeriesEvent.Change -> navigator.go(Route.Plan(id))
            SeriesEvent.AskPause -> ask(SeriesState.Asked.Pause(view?.row?.next?.of ?: today, null))
            SeriesEvent.AskResume -> ask(SeriesState.Asked.Resume(today))
            SeriesEvent.AskEnd -> ask(SeriesState.Asked.End(CancelReason.UNSAID, ""))
            SeriesEvent.AskEdit -> view?.row?.let { ask(SeriesState.Asked.Edit(it.title, it.mode, it.place)) }
            is SeriesEvent.AskMove -> event.time.slot.let { ask(SeriesState.Asked.Move(event.time.of, dayOf(it), timeOf(it), zoneOf(it))) }
            is SeriesEvent.AskSkip -> ask(SeriesState.Asked.Skip(event.time.of, CancelReason.UNSAID, ""))
            is SeriesEvent.AgreeTo -> act { meetings.agreeToTime(id, event.moved.of, event.moved.to) }
            is SeriesEvent.Open -> act { navigator.go(Route.Meeting(event.time.meeting ?: meetings.openTime(id, event.time.of))) }
            is SeriesEvent.Answer -> ask(event.asked)
            SeriesEvent.AnswerNot -> ask(null)
            SeriesEvent.AnswerDone -> answer()
            SeriesEvent.Retry -> watch.again()
        }
    }

    override fun asked(state: SeriesState) = state.asked

    override fun asking(state: SeriesState, asked: SeriesState.Asked?) = state.copy(asked = asked)

    override suspend fun answer(asked: SeriesState.Asked) {
        when (asked) {
            is SeriesState.Asked.Move -> meetings.moveTime(id, asked.of, slot(asked.day, asked.time, asked.zone))
            is SeriesState.Asked.Skip -> meetings.skipTime(id, asked.of, asked.reason, asked.note.checked(Field.REASON))
            is SeriesState.Asked.Pause -> meetings.pauseSeries(id, asked.first.chosen(Field.DATE), asked.last.chosen(Field.END))
            is SeriesState.Asked.Resume -> meetings.resumeSeries(id, asked.from.chosen(Field.DATE))
            is SeriesState.Asked.End -> meetings.endSeries(id, asked.reason, asked.note.checked(Field.REASON))
            is SeriesState.Asked.Edit -> edit(asked)
        }
    }

    /** Only what is another one, so that the other's change of the rest stays. */
    private suspend fun edit(asked: SeriesState.Asked.Edit) {
        val row = state.value.series.here?.row ?: return
        if (asked.title != row.title) meetings.editSeries(id, SeriesEdit.Title(asked.title.checked(Field.TITLE)))
        if (asked.mode != row.mode) meetings.editSeries(id, SeriesEdit.Mode(asked.mode))
        if (asked.place != row.place) meetings.editSeries(id, SeriesEdit.Place(asked.place.checked(Field.PLACE)))
    }

    private fun watching() = follow(meetings.views(id)) { series -> change { it.copy(series = series) } }

    private companion object {
        fun key(id: SeriesId) = "series.${id.text}.asked"
    }
}
