const TYPED_INTO =
  'textarea, input:not([type=checkbox], [type=radio], [type=button]), [contenteditable]'

/** Whether typing, pasting and dropping there belongs to a field rather than to the window. */
export function isTextField(target: EventTarget | null): boolean {
  return target instanceof Element && target.closest(TYPED_INTO) !== null
}
