import RapportPresentation
import Testing

/// Readings of the core that run at once.
@MainActor struct ReadingsTests {
    @Test func whatBeganEarlierNeverStandsOverWhatBeganLater() {
        let readings = Readings()
        let (first, second, third) = (readings.begin(), readings.begin(), readings.begin())
        #expect(readings.isNew(second))
        #expect(!readings.isNew(first))
        #expect(readings.isNew(third) && !readings.isNew(third))
        #expect(readings.isNew(readings.begin()))
    }
}
