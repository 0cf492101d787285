import {
  COMMAND_ARGUMENTS,
  type Command,
  type RillApi,
  type RillCommands,
  type RillEvent,
  type RillEvents,
} from '../../../src/shared/ipc'

export type Answers = { readonly [C in Command]: RillCommands[C] }

/** A command the page sent, with its arguments as they would arrive in the main process. */
export interface Call {
  readonly command: Command
  readonly args: readonly unknown[]
}

type Listener = (payload: never) => void

const COMMANDS = Object.keys(COMMAND_ARGUMENTS) as Command[]

/**
 * `window.rill` without a main process. The contract's schemas check the arguments of every command,
 * arguments and replies are cloned as they would be between processes, and the types of the contract
 * check what a test answers and sends.
 */
export class FakeRill {
  /** All commands so far, oldest first. */
  readonly calls: Call[] = []
  /** Commands whose arguments the contract refuses: a test that leaves any here has failed. */
  readonly refused: string[] = []
  readonly #answers: { -readonly [C in Command]: RillCommands[C] }
  readonly #listeners = new Map<RillEvent, Set<Listener>>()

  constructor(answers: Answers) {
    this.#answers = { ...answers }
  }

  /** What the page sees. */
  get api(): RillApi {
    const commands = Object.fromEntries(
      COMMANDS.map((command) => [command, (...args: unknown[]) => this.#call(command, args)]),
    ) as unknown as RillCommands
    return { ...commands, on: (event, listener) => this.#listen(event, listener) }
  }

  /** Answers this command from now on. */
  answer<C extends Command>(command: C, answer: RillCommands[C]): void {
    this.#answers[command] = answer
  }

  /** Rejects this command from now on, with this sentence. */
  fail(command: Command, message: string): void {
    const answer = (): Promise<never> => Promise.reject(new Error(message))
    Object.assign(this.#answers, { [command]: answer })
  }

  /** The arguments of each call of this command, oldest first. */
  argumentsOf<C extends Command>(command: C): readonly Parameters<RillCommands[C]>[] {
    return this.calls
      .filter((call) => call.command === command)
      .map(({ args }) => args as Parameters<RillCommands[C]>)
  }

  /** Sends an event to the page. */
  send<E extends RillEvent>(event: E, payload: RillEvents[E]): void {
    for (const listener of this.#listeners.get(event) ?? []) {
      listener(structuredClone(payload) as never)
    }
  }

  async #call(command: Command, sent: readonly unknown[]): Promise<unknown> {
    const args = structuredClone(sent)
    this.calls.push({ command, args })
    const parsed = COMMAND_ARGUMENTS[command].safeParse(args)
    if (!parsed.success) {
      this.refused.push(`${command}: ${parsed.error.message}`)
      throw parsed.error
    }
    const answer = this.#answers[command] as (...args: unknown[]) => Promise<unknown>
    return structuredClone(await answer(...parsed.data))
  }

  #listen(event: RillEvent, listener: Listener): () => void {
    const listeners = this.#listeners.get(event) ?? new Set()
    this.#listeners.set(event, listeners.add(listener))
    return () => listeners.delete(listener)
  }
}
