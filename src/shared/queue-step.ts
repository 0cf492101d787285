/** Where in the queue a person wants something: a place on, or all the way. */
export const QUEUE_STEPS = ['top', 'up', 'down', 'bottom'] as const

export type QueueStep = (typeof QUEUE_STEPS)[number]
