/** The drawer under the list: what is known of one download. */
export function DetailsDrawer() {
  return null
}
