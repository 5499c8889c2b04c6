package org.rapport.presentation

import kotlinx.coroutines.CoroutineScope
import kotlinx.coroutines.Job
import kotlinx.coroutines.flow.flow
import kotlinx.coroutines.launch
import org.rapport.bridge.OpenCore
import org.rapport.bridge.attempt
import org.rapport.bridge.pairs
import org.rapport.core.*

/**
 * Answering an instrument, item by item. Each change is handed to the core at once, so nothing is lost with the process;
 * `lasting` outlives the screen: the last of them is handed over in it.
 */
class CheckInPresenter(
    private val asked: Route.CheckIn,
    private val core: OpenCore,
    private val drafts: Drafts,
    private val navigator: Navigator,
    private val lasting: CoroutineScope,
    scope: CoroutineScope,
    private val language: () -> String = ::readersLanguage,
) : Presenter<CheckInState, CheckInEvent>(scope, CheckInState(Loaded.Waiting, emptyMap(), asked.correcting != null, null, null)) {
    private val checkins = core.checkins
    private var load: Job = load()
    private var writing: Job? = null
    private var unwritten: List<AnswerView>? = null

    init {
        asked.about?.let { space ->
            follow(core.people.pairs()) { pairs -> change { it.copy(about = pairs.here.orEmpty().firstOrNull { one -> one.space == space }) } }
        }
    }

    override fun on(event: CheckInEvent) {
        when (event) {
            is CheckInEvent.Number -> answer(event.item, event.number?.let { AnswerView(event.item, it, "") })
            is CheckInEvent.Words -> answer(event.item, AnswerView(event.item, null, event.text).takeIf { it.text.isNotEmpty() })
            CheckInEvent.Finish -> finish()
            is CheckInEvent.Rhythm -> act({ rhythm() }) { checkins.setRhythm(asked.instrument, event.days) }
            CheckInEvent.Retry -> {
                load.cancel()
                load = load()
            }
        }
    }

    private fun load() = follow(flow { emit(begun(checkins.form(asked.instrument, language(), asked.about))) }) { begun ->
        val form = when (begun) {
            is Loaded.Here -> Loaded.Here(begun.value.first)
            is Loaded.Failed -> begun
            Loaded.Waiting -> Loaded.Waiting
        }
        change { it.copy(form = form, answers = begun.here?.second.orEmpty().associateBy { one -> one.item }) }
        rhythm()
    }

    /** The questions with what was answered before: begun on this device, or to be put right. */
    private suspend fun begun(form: CheckInForm): Pair<CheckInForm, List<AnswerView>> {
        val correcting = asked.correcting ?: return form to form.draft
        if (drafts[key("begun")].isEmpty()) return form to checkins.view(correcting, language()).answers
        return form to form.items.mapNotNull { item ->
            val text = drafts[key(item.id)].takeIf { it.isNotEmpty() } ?: return@mapNotNull null
            if (item.kind == ItemKind.TEXT) AnswerView(item.id, null, text) else text.toLongOrNull()?.let { AnswerView(item.id, it, "") }
        }
    }

    private fun rhythm() {
        if (asked.correcting != null) return
        quietly {
            val days = checkins.rhythm(asked.instrument)
            change { it.copy(rhythm = CheckInState.Rhythm(days)) }
        }
    }

    private fun answer(item: String, answer: AnswerView?) {
        if (acting.value) return
        change { it.copy(answers = if (answer == null) it.answers - item else it.answers + (item to answer)) }
        if (asked.correcting == null) keep() else keepCorrection()
    }

    /** In the order of the questions. A half of a letter, which a keyboard can leave, is told as the core tells it. */
    private fun given(): List<AnswerView> =
        state.value.form.here?.items.orEmpty().mapNotNull { state.value.answers[it.id] }.onEach { it.text.checked(Field.ANSWER) }

    /** Writes one after the other, and only what is newest. */
    private fun keep() {
        unwritten = state.value.form.here?.items.orEmpty().mapNotNull { state.value.answers[it.id] }
        if (writing?.isActive == true) return
        writing = lasting.launch {
            while (true) {
                val next = unwritten ?: break
                unwritten = null
                attempt { checkins.draft(asked.instrument, next.onEach { it.text.checked(Field.ANSWER) }, asked.about) }?.let(::fail)
            }
        }
    }

    private fun keepCorrection() {
        drafts[key("begun")] = "on"
        for (item in state.value.form.here?.items.orEmpty()) {
            drafts[key(item.id)] = state.value.answers[item.id]?.let { it.number?.toString() ?: it.text }.orEmpty()
        }
    }

    private fun forgetCorrection() {
        drafts[key("begun")] = ""
        for (item in state.value.form.here?.items.orEmpty()) drafts[key(item.id)] = ""
    }

    private fun finish() = act {
        // No draft comes after the answer.
        unwritten = null
        writing?.join()
        val correcting = asked.correcting
        if (correcting == null) {
            navigator.replace(Route.Result(checkins.answer(asked.instrument, language(), given(), asked.about)))
        } else {
            checkins.correct(correcting, given())
            forgetCorrection()
            navigator.back()
        }
    }

    private fun key(name: String) = "checkin.${asked.correcting?.text}.$name"
}
