/** Where a workspace's keys are for the shells that have no safe of their own: the environment, the system's keyring, a private file. */
import { join } from 'node:path'
import { createSecrets, type SecretsOptions } from '../adapters/secrets/createSecrets.ts'
import { systemKeyring } from '../adapters/secrets/keyring.ts'
import { keyringSecrets } from '../adapters/secrets/keyringSecrets.ts'
import type { Secrets } from '../core/ports.ts'
import { KEYRING_FILE, KEYS_FILE } from './places.ts'

export function workspaceSecrets({ folder, env, log, onSecret }: Omit<SecretsOptions, 'file'> & { readonly folder: string }): Secrets {
  const kept = createSecrets({ env, file: join(folder, KEYS_FILE), log, onSecret })
  return keyringSecrets({ keyring: systemKeyring({ env }), kept, file: join(folder, KEYRING_FILE), log, onSecret })
}
