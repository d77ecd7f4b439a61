/** The models of a server, or one sentence on why they are not known. */
import { problemSentence } from '../../../shared/problemSentence.ts'
import { problemOf } from '../../core/client.ts'
import type { Core } from '../../core/core.ts'

export interface ModelList {
  readonly models: readonly string[]
  readonly say?: string
}

export async function listModels(core: Core, server: string): Promise<ModelList> {
  try {
    return { models: await core.connection.client.model.list({ server }) }
  } catch (error) {
    return { models: [], say: problemSentence(problemOf(error)) }
  }
}
