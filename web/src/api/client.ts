/** Asking the API one question: JSON in, or a failure that says what happened and what to do. */
import { words } from '@/words/en'
import type { Problem } from './types'

export class Failure extends Error {
  readonly remedy: string
  readonly field: string
  readonly status: number

  constructor(problem: Problem, status: number) {
    super(problem.message)
    this.remedy = problem.remedy ?? ''
    this.field = problem.field ?? ''
    this.status = status
  }
}

export function get<T>(path: string, signal?: AbortSignal): Promise<T> {
  return ask<T>(path, { signal: signal ?? null, headers: { accept: 'application/json' } })
}

/** Asks for something to be done. */
export function post<T>(path: string, choice: unknown): Promise<T> {
  const headers = { accept: 'application/json', 'content-type': 'application/json' }
  return ask<T>(path, { method: 'POST', headers, body: JSON.stringify(choice) })
}

async function ask<T>(path: string, how: RequestInit): Promise<T> {
  let response: Response
  try {
    response = await fetch(path, how)
  } catch (error) {
    if (how.signal?.aborted) throw error
    throw new Failure({ error: 'unreachable', ...words.failure.unreachable }, 0)
  }
  if (!response.ok) throw new Failure(await problemOf(response), response.status)
  return (await response.json()) as T
}

export function isAbort(error: unknown): boolean {
  return error instanceof DOMException && error.name === 'AbortError'
}

async function problemOf(response: Response): Promise<Problem> {
  const body: unknown = await response.json().catch(() => null)
  if (isProblem(body)) return body
  // A proxy in front answers with its own page.
  return { error: 'http', ...words.failure.status(response.status) }
}

function isProblem(body: unknown): body is Problem {
  return (
    typeof body === 'object' &&
    body !== null &&
    'message' in body &&
    typeof body.message === 'string'
  )
}
