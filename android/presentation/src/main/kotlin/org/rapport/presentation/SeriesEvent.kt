package org.rapport.presentation

import org.rapport.core.MovedView
import org.rapport.core.SeriesTimeView

sealed interface SeriesEvent {
    data object Confirm : SeriesEvent

    /** Yes to the rhythm that the other one wishes for. */
    data object Agree : SeriesEvent

    /** Wishing for another rhythm. */
    data object Change : SeriesEvent
    data object AskPause : SeriesEvent
    data object AskResume : SeriesEvent
    data object AskEnd : SeriesEvent
    data object AskEdit : SeriesEvent
    data class AskMove(val time: SeriesTimeView) : SeriesEvent
    data class AskSkip(val time: SeriesTimeView) : SeriesEvent

    /** Yes to where one time was moved. */
    data class AgreeTo(val moved: MovedView) : SeriesEvent
    data class Open(val time: SeriesTimeView) : SeriesEvent
    data class Answer(val asked: SeriesState.Asked) : SeriesEvent
    data object AnswerDone : SeriesEvent
    data object AnswerNot : SeriesEvent
    data object Retry : SeriesEvent
}
