package org.rapport.presentation

import kotlinx.coroutines.CoroutineScope
import kotlinx.coroutines.cancel
import kotlinx.coroutines.test.StandardTestDispatcher
import kotlinx.coroutines.test.TestScope
import kotlinx.coroutines.test.runTest

/** A test on virtual time. Presenters live in the scope, which ends with it. */
internal fun test(body: suspend TestScope.(CoroutineScope) -> Unit) = runTest {
    val scope = CoroutineScope(StandardTestDispatcher(testScheduler))
    body(scope)
    scope.cancel()
}
