package org.rapport.presentation

import kotlinx.coroutines.CoroutineScope
import org.rapport.bridge.OpenCore
import org.rapport.bridge.pairs
import org.rapport.bridge.views
import org.rapport.core.*

/** One goal: reading it, and everything that can be done with it. */
class GoalPresenter(
    private val id: GoalId,
    private val core: OpenCore,
    private val drafts: Drafts,
    private val navigator: Navigator,
    scope: CoroutineScope,
    private val mark: () -> DecimalMark = ::readersMark,
) : Presenter<GoalState, GoalEvent>(scope, first(id, drafts)) {
    private val goals = core.goals
    private val watch = Watch(::watching)

    init {
        follow(core.people.pairs()) { pairs -> change { it.copy(pairs = pairs.here.orEmpty()) } }
    }

    override fun on(event: GoalEvent) {
        when (event) {
            is GoalEvent.Tick -> act { goals.tick(id, event.step.id, event.done) }
            is GoalEvent.CancelStep -> act { goals.editStep(id, event.step.id, StepEdit.Cancel) }
            is GoalEvent.StepDue -> act { goals.editStep(id, event.step.id, StepEdit.Due(event.day?.let { Due.On(it) })) }
            is GoalEvent.MoveStep -> move(event.step, event.by)
            is GoalEvent.StepText -> step(event.text)
            GoalEvent.AddStep -> act({ step("") }) { goals.addStep(id, StepDraft(state.value.step.checked(Field.STEP))) }
            is GoalEvent.MilestoneText -> milestone(event.text)
            GoalEvent.AddMilestone -> act({ milestone("") }) { goals.addMilestone(id, state.value.milestone.checked(Field.MILESTONE)) }
            is GoalEvent.Reach -> act { goals.editMilestone(id, event.milestone.id, MilestoneEdit.Reach(event.reached)) }
            is GoalEvent.CommentText -> comment(event.text)
            GoalEvent.AddComment -> act({ comment("") }) {
                goals.addComment(id, CommentKind.REMARK, On.Whole, state.value.comment.checked(Field.COMMENT))
            }
            is GoalEvent.Entry -> entry(event.entry)
            GoalEvent.AddEntry -> state.value.entry?.let { entry ->
                act({ entry(null) }) { goals.addProgress(id, reading(entry), entry.note.checked(Field.PROGRESS)) }
            }
            is GoalEvent.DeleteEntry -> act { goals.deleteProgress(id, event.entry.id) }
            is GoalEvent.Turn -> act { goals.turn(id, event.turn) }
            is GoalEvent.Due -> act { goals.edit(id, GoalEdit.Due(event.day)) }
            // Shared, it is another goal, in another space.
            is GoalEvent.Share -> act { navigator.replace(Route.Goal(goals.share(id, event.pair.space))) }
            GoalEvent.Delete -> act({ navigator.back() }) { goals.delete(id) }
            is GoalEvent.Ask -> ask(GoalState.Asked(event.about, event.text))
            is GoalEvent.Answer -> ask(state.value.asked?.copy(text = event.text))
            GoalEvent.AnswerNot -> ask(null)
            GoalEvent.AnswerDone -> state.value.asked?.let { asked -> act({ ask(null) }) { answer(asked) } }
            GoalEvent.Retry -> watch.again()
        }
    }

    private suspend fun answer(asked: GoalState.Asked) {
        val text = asked.text
        when (asked.about) {
            GoalState.About.TITLE -> goals.edit(id, GoalEdit.Title(text.checked(Field.TITLE)))
            GoalState.About.WHY -> goals.edit(id, GoalEdit.Why(text.checked(Field.WHY)))
            GoalState.About.SPECIFIC -> goals.edit(id, GoalEdit.Specific(text.checked(Field.SPECIFIC)))
            GoalState.About.MEANS -> goals.edit(id, GoalEdit.Means(text.checked(Field.MEANS)))
            GoalState.About.TEST -> goals.edit(id, GoalEdit.Test(text.checked(Field.TEST)))
            GoalState.About.DROP -> goals.turn(id, GoalTurn.Drop(text.checked(Field.REASON)))
            GoalState.About.REVISE -> {
                val wording = state.value.goal.here?.wording ?: return
                goals.revise(id, text.checked(Field.REASON), wording)
            }
        }
    }

    private fun move(step: StepView, by: Int) {
        val stage = state.value.goal.here?.steps.orEmpty().filter { it.milestone == step.milestone && it.state != StepState.CANCELLED }
        val place = placeAfter(stage.map { it.id }, step.id, by) ?: return
        act { goals.moveStep(id, step.id, place.after, step.milestone) }
    }

    /** Whether it fits, the core says. */
    private suspend fun reading(entry: GoalState.Entry): Reading? = when (state.value.goal.here?.wording?.measure?.kind) {
        MeasureKind.AMOUNT, MeasureKind.PERCENT, MeasureKind.RATING ->
            entry.figure.ifBlank { null }?.let { Reading.Amount(goals.figure(it.checked(Field.READING), mark())) }
        MeasureKind.YES_NO -> entry.reached?.let { Reading.Reached(it) }
        MeasureKind.LEVELS -> entry.level?.let { Reading.Level(it) }
        MeasureKind.NEWER, null -> entry.share?.let { Reading.Share(it) }
    }

    private fun entry(entry: GoalState.Entry?) {
        drafts[key(id, "entry")] = if (entry == null) "" else "on"
        drafts[key(id, "entry.share")] = entry?.share?.toString().orEmpty()
        drafts[key(id, "entry.note")] = entry?.note.orEmpty()
        drafts[key(id, "entry.figure")] = entry?.figure.orEmpty()
        drafts[key(id, "entry.level")] = entry?.level?.name.orEmpty()
        drafts[key(id, "entry.reached")] = entry?.reached?.toString().orEmpty()
        change { it.copy(entry = entry) }
    }

    private fun step(text: String) {
        drafts[key(id, "step")] = text
        change { it.copy(step = text) }
    }

    private fun milestone(text: String) {
        drafts[key(id, "milestone")] = text
        change { it.copy(milestone = text) }
    }

    private fun comment(text: String) {
        drafts[key(id, "comment")] = text
        change { it.copy(comment = text) }
    }

    private fun ask(asked: GoalState.Asked?) {
        drafts[key(id, "asked")] = asked?.about?.name.orEmpty()
        drafts[key(id, "answer")] = asked?.text.orEmpty()
        change { it.copy(asked = asked) }
    }

    private fun watching() = follow(goals.views(id)) { goal -> change { it.copy(goal = goal) } }

    private companion object {
        fun key(id: GoalId, name: String) = "goal.${id.text}.$name"

        fun first(id: GoalId, drafts: Drafts): GoalState {
            val about = GoalState.About.entries.firstOrNull { it.name == drafts[key(id, "asked")] }
            return GoalState(
                goal = Loaded.Waiting,
                pairs = emptyList(),
                step = drafts[key(id, "step")],
                milestone = drafts[key(id, "milestone")],
                comment = drafts[key(id, "comment")],
                entry = if (drafts[key(id, "entry")].isEmpty()) null else GoalState.Entry(
                    share = drafts[key(id, "entry.share")].toUIntOrNull(),
                    note = drafts[key(id, "entry.note")],
                    figure = drafts[key(id, "entry.figure")],
                    level = GasLevel.entries.firstOrNull { it.name == drafts[key(id, "entry.level")] },
                    reached = drafts[key(id, "entry.reached")].toBooleanStrictOrNull(),
                ),
                asked = about?.let { GoalState.Asked(it, drafts[key(id, "answer")]) },
            )
        }
    }
}
