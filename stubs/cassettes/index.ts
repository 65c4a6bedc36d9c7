export { type Cassette, type Entry, readCassette } from '#stubs/cassettes/cassette';
export { type Held, holdCassette } from '#stubs/cassettes/hold';
export { type RecordOptions, recordCassette } from '#stubs/cassettes/record';
export { type Replay, replayCassette } from '#stubs/cassettes/replay';
