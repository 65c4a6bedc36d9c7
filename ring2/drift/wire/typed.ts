/** An AMQP value with the type that it had on the wire: `7` as an int and as a long are two things. */
export type Typed =
  | { type: 'null' }
  | { type: 'boolean'; value: boolean }
  | { type: 'ubyte' | 'ushort' | 'uint' | 'byte' | 'short' | 'int' | 'float' | 'double' | 'char'; value: number }
  | { type: 'ulong' | 'long'; value: bigint }
  /** Milliseconds since the epoch. */
  | { type: 'timestamp'; value: number }
  | { type: 'uuid' | 'string' | 'symbol'; value: string }
  | { type: 'binary' | 'decimal32' | 'decimal64' | 'decimal128'; value: Buffer }
  | { type: 'list'; value: Typed[] }
  | { type: 'array'; of: string; value: Typed[] }
  | { type: 'map'; value: [Typed, Typed][] }
  | { type: 'described'; descriptor: Typed; value: Typed };
