import { z } from 'zod'
import { isLink } from '../links'

/** The id of a download. */
export const id = z.int().positive()

export const ids = z.array(id).max(1_000_000).readonly()

export const link = z.string().max(65_536).refine(isLink, 'not an http or https link')
