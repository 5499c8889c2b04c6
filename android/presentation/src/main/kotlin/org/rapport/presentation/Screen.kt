package org.rapport.presentation

/** A place with its presenter. */
sealed interface Screen {
    val presenter: Presenter<*, *>

    class Today(override val presenter: TodayPresenter) : Screen
    class Goals(override val presenter: GoalsPresenter) : Screen
    class Goal(override val presenter: GoalPresenter) : Screen
    class Meetings(override val presenter: MeetingsPresenter) : Screen
    class Meeting(override val presenter: MeetingPresenter) : Screen
    class Series(override val presenter: SeriesPresenter) : Screen
    class Plan(override val presenter: PlanPresenter) : Screen
    class Brief(override val presenter: BriefPresenter) : Screen
    class Free(override val presenter: FreePresenter) : Screen
    class Slots(override val presenter: SlotsPresenter) : Screen
    class Notes(override val presenter: NotesPresenter) : Screen
    class Note(override val presenter: NotePresenter) : Screen
    class People(override val presenter: PeoplePresenter) : Screen
    class Invite(override val presenter: InvitePresenter) : Screen
    class Join(override val presenter: JoinPresenter) : Screen
    class Search(override val presenter: SearchPresenter) : Screen
    class CheckIns(override val presenter: CheckInsPresenter) : Screen
    class CheckIn(override val presenter: CheckInPresenter) : Screen
    class Result(override val presenter: ResultPresenter) : Screen
    class Trend(override val presenter: TrendPresenter) : Screen
    class Help(override val presenter: HelpPresenter) : Screen
    class Reminders(override val presenter: RemindersPresenter) : Screen
    class Link(override val presenter: LinkPresenter) : Screen
    class Devices(override val presenter: DevicesPresenter) : Screen
}
