import { toast } from 'sonner'

/** The sentence in an error, whatever was thrown. */
export function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error)
}

/** Runs a command of which only the failure needs words: it becomes a toast. */
export function runCommand(command: Promise<unknown>): void {
  command.catch((error: unknown) => {
    toast.error(messageOf(error))
  })
}
