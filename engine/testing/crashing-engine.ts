// Stands for a panic in the native engine: it takes its process with it.
process.once('message', () => {
  process.stderr.write('thread panicked at src/mock_server.rs\n', () => process.abort());
});
