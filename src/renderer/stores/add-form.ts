import { create } from 'zustand'
import type { AddDrafts } from '../../shared/adding/drafts'
import type { ItemEdit } from '../lib/adding/add-items'
import { NO_FIELDS, type OptionFields, type WhenThere } from '../lib/adding/add-options'

/** What a person has chosen in the dialog that adds downloads, beside the text of its field. */
export interface AddForm {
  /** By link. */
  readonly edits: ReadonlyMap<string, ItemEdit>
  /** Brackets and braces mean themselves. */
  readonly literal: boolean
  /** The folder as typed; null leaves it to the settings. */
  readonly typedDir: string | null
  readonly fields: OptionFields
  readonly showsOptions: boolean
  /** Whether servers are asked about links before these are added. */
  readonly looks: boolean
  readonly whenThere: WhenThere
  readonly place: AddDrafts['place']
  /** When to start, as `<input type="datetime-local">` has it; null is not later. */
  readonly later: string | null
}

const FRESH: AddForm = {
  edits: new Map(),
  literal: false,
  typedDir: null,
  fields: NO_FIELDS,
  showsOptions: false,
  looks: true,
  whenThere: 'rename',
  place: 'last',
  later: null,
}

export const useAddForm = create<AddForm>(() => FRESH)

/** Begins with nothing chosen. */
export function resetAddForm(usual: Partial<Pick<AddForm, 'showsOptions' | 'looks'>>): void {
  useAddForm.setState({ ...FRESH, ...usual })
}

export function updateAddForm(choice: Partial<Omit<AddForm, 'edits' | 'fields'>>): void {
  useAddForm.setState(choice)
}

export function editItem(url: string, edit: ItemEdit): void {
  useAddForm.setState(({ edits }) => ({
    edits: new Map(edits).set(url, { ...edits.get(url), ...edit }),
  }))
}

export function editField(field: keyof OptionFields, value: string): void {
  useAddForm.setState(({ fields }) => ({ fields: { ...fields, [field]: value } }))
}
