package org.rapport.core

import com.sun.jna.Callback
import com.sun.jna.CallbackThreadInitializer
import com.sun.jna.Native

/**
 * Keeps the core's threads attached to the virtual machine. Without it each call from the core makes a thread object
 * and throws it away. Called once, before the first object of the core is made.
 */
fun keepThreadsAttached() {
    for (callback in CALLED_BY_THE_CORE) {
        Native.setCallbackThreadInitializer(callback, CallbackThreadInitializer(true, false, "rapport"))
    }
}

// Everything that an app makes and the core calls; a test holds it to `surface.txt`.
private val CALLED_BY_THE_CORE: List<Callback> by lazy {
    listOf(
        uniffiRustFutureContinuationCallbackImpl,
        uniffiCallbackInterfaceAvailabilityObserver.onAvailability,
        uniffiCallbackInterfaceBriefObserver.onBrief,
        uniffiCallbackInterfaceCheckInsObserver.onCheckIns,
        uniffiCallbackInterfaceDeviceClock.now,
        uniffiCallbackInterfaceDeviceZones.changes,
        uniffiCallbackInterfaceGoalObserver.onGoal,
        uniffiCallbackInterfaceGoalsObserver.onGoals,
        uniffiCallbackInterfaceHomeObserver.onHome,
        uniffiCallbackInterfaceInvitesObserver.onInvites,
        uniffiCallbackInterfaceLinksObserver.onLinks,
        uniffiCallbackInterfaceKeyVault.load,
        uniffiCallbackInterfaceKeyVault.store,
        uniffiCallbackInterfaceLateEditsObserver.onLateEdits,
        uniffiCallbackInterfaceLeftPairsObserver.onLeftPairs,
        uniffiCallbackInterfaceLogSink.line,
        uniffiCallbackInterfaceMeetingObserver.onMeeting,
        uniffiCallbackInterfaceMeetingsObserver.onMeetings,
        uniffiCallbackInterfaceNoteEditorObserver.onWaiting,
        uniffiCallbackInterfaceNoteObserver.onNote,
        uniffiCallbackInterfaceNotesObserver.onNotes,
        uniffiCallbackInterfaceOneSeriesObserver.onOneSeries,
        uniffiCallbackInterfacePairingsObserver.onPairings,
        uniffiCallbackInterfacePresentObserver.onPresent,
        uniffiCallbackInterfaceRemindersObserver.onReminders,
        uniffiCallbackInterfaceSafetyObserver.onSafety,
        uniffiCallbackInterfaceSeriesObserver.onSeries,
        uniffiCallbackInterfaceSlotsObserver.onSlots,
        uniffiCallbackInterfaceSyncObserver.onSync,
    )
}
