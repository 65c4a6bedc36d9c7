import type { Role } from '#broker/auth/access';
import type { Sql } from '#broker/ledger/sqlite';

/** `hash` is the secret's SHA-256, in hex; `createdAt` milliseconds since the epoch. */
export interface TokenRecord { name: string; role: Role; hash: string; createdAt: number }

export interface TokenView {
  /** Those that are not revoked, by name. */
  tokens(): TokenRecord[];
}

export const tokenView = (sql: Sql): TokenView => ({
  tokens: () => sql.all<TokenRecord>('SELECT name, role, hash, created_at AS createdAt FROM tokens ORDER BY name'),
});
