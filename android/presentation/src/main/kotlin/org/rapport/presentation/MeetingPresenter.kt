package org.rapport.presentation

import java.time.ZoneId
import kotlinx.coroutines.CoroutineScope
import org.rapport.bridge.OpenCore
import org.rapport.bridge.comings
import org.rapport.bridge.views
import org.rapport.core.*

/** One meeting: before, during and after it. */
class MeetingPresenter(
    private val id: MeetingId,
    private val core: OpenCore,
    private val drafts: Drafts,
    private val navigator: Navigator,
    scope: CoroutineScope,
    private val zone: () -> String = { ZoneId.systemDefault().id },
) : AskingPresenter<MeetingState, MeetingEvent, MeetingState.Asked>(
    scope,
    MeetingState(Loaded.Waiting, drafts[key(id, "point")], drafts[key(id, "action")], MeetingSheet.read(drafts[key(id, "asked")])),
    drafts,
    key(id, "asked"),
    MeetingSheet,
) {
    private val meetings = core.meetings
    private val watch = Watch(::watching)

    init {
        // What could follow depends on what is agreed besides, too.
        follow(meetings.comings()) { coming -> if (coming.here != null) quietly { next() } }
    }

    override fun on(event: MeetingEvent) {
        val view = state.value.meeting.here
        when (event) {
            MeetingEvent.Confirm -> act { meetings.turn(id, MeetingTurn.Confirm) }
            MeetingEvent.Hold -> act { meetings.turn(id, MeetingTurn.Hold) }
            MeetingEvent.AskCancel -> ask(MeetingState.Asked.Cancel(CancelReason.UNSAID, ""))
            MeetingEvent.AskMove -> view?.row?.let { row -> ask(moved(row)) }
            MeetingEvent.AskLog -> view?.let { ask(logged(it)) }
            MeetingEvent.AskMiss -> ask(MeetingState.Asked.Miss(emptySet()))
            is MeetingEvent.Answer -> ask(event.asked)
            MeetingEvent.AnswerNot -> ask(null)
            MeetingEvent.AnswerDone -> answer()
            is MeetingEvent.PointText -> point(event.text)
            MeetingEvent.AddPoint -> act({ point("") }) { meetings.addAgendaItem(id, state.value.point.checked(Field.AGENDA)) }
            is MeetingEvent.Cover -> act { meetings.editAgendaItem(id, event.point.id, AgendaEdit.Cover(event.covered)) }
            is MeetingEvent.MovePoint -> placeAfter(view?.agenda.orEmpty().map { it.id }, event.point.id, event.by)?.let { place ->
                act { meetings.moveAgendaItem(id, event.point.id, place.after) }
            }
            is MeetingEvent.ActionText -> action(event.text)
            MeetingEvent.AddAction -> act({ action("") }) { meetings.addAction(id, StepDraft(state.value.action.checked(Field.STEP))) }
            is MeetingEvent.Tick -> act { meetings.tickAction(id, event.action.id, event.done) }
            MeetingEvent.Brief -> navigator.go(Route.Brief(id))
            MeetingEvent.ProposeNext -> act({ quietly { next() } }) { meetings.proposeNext(id)?.let { navigator.go(Route.Meeting(it)) } }
            MeetingEvent.OpenNote -> view?.row?.let(::openNote)
            MeetingEvent.Retry -> watch.again()
        }
    }

    override fun asked(state: MeetingState) = state.asked

    override fun asking(state: MeetingState, asked: MeetingState.Asked?) = state.copy(asked = asked)

    override suspend fun answer(asked: MeetingState.Asked) {
        when (asked) {
            is MeetingState.Asked.Cancel -> meetings.turn(id, MeetingTurn.Cancel(asked.reason, asked.note.checked(Field.REASON)))
            is MeetingState.Asked.Miss -> meetings.turn(id, MeetingTurn.Miss(asked.who.toList()))
            is MeetingState.Asked.Log ->
                meetings.log(id, minutes(asked.minutes), asked.attendance.map { (who, how) -> Attended(who, how) })
            is MeetingState.Asked.Move -> {
                val slot = slot(asked.day, asked.time, zone())
                navigator.replace(Route.Meeting(meetings.moveTo(id, slot, minutes(asked.minutes))))
            }
        }
    }

    private fun openNote(row: MeetingRow) {
        row.note?.let { navigator.go(Route.Note(it)) } ?: act {
            navigator.go(Route.Note(core.notes.begin(NewNote(Place.In(row.space), row.title, id)).note))
        }
    }

    private fun moved(row: MeetingRow) = MeetingState.Asked.Move(
        day = dayOf(row.slot),
        time = timeOf(row.slot),
        minutes = row.minutes.toString(),
    )

    private fun logged(view: MeetingView) = MeetingState.Asked.Log(
        minutes = (view.took ?: view.row.minutes).toString(),
        attendance = view.attendance.associate { it.person to (it.attendance ?: Attendance.YES) },
    )

    private fun point(text: String) {
        drafts[key(id, "point")] = text
        change { it.copy(point = text) }
    }

    private fun action(text: String) {
        drafts[key(id, "action")] = text
        change { it.copy(action = text) }
    }

    private suspend fun next() {
        val next = meetings.next(id)
        change { it.copy(next = next) }
    }

    private fun watching() = follow(meetings.views(id)) { meeting ->
        change { it.copy(meeting = meeting) }
        if (meeting.here != null) quietly { next() }
    }

    private companion object {
        fun key(id: MeetingId, name: String) = "meeting.${id.text}.$name"
    }
}
