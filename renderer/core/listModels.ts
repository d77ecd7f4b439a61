/** The models of a server, or one sentence on why they are not known. */
import { useEffect, useState } from 'react'
import { useStore } from 'zustand'
import { problemSentence } from '../../shared/problemSentence.ts'
import { problemOf } from './client.ts'
import type { Core } from './core.ts'

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

/** The lists of all servers, by name, asked for while `wanted`; a server is missing until it has answered. */
export function useModelLists(core: Core, wanted: boolean): Readonly<Record<string, ModelList>> {
  const servers = useStore(core.settings.store, (state) => state.settings.servers)
  const [lists, setLists] = useState<Readonly<Record<string, ModelList>>>({})
  useEffect(() => {
    if (!wanted) return
    let gone = false
    for (const { name } of servers) void listModels(core, name).then((list) => void (gone || setLists((known) => ({ ...known, [name]: list }))))
    return () => {
      gone = true
    }
  }, [core, servers, wanted])
  return lists
}
