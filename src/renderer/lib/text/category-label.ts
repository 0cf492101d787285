import { BUILT_IN_CATEGORIES, type Category } from '../../../shared/categories'
import { t } from '../i18n/i18n'

/** What a category is called: one's own name for it, or Rill's in the person's language. */
export function categoryLabel({ id, name }: Pick<Category, 'id' | 'name'>): string {
  if (name !== undefined) return name
  const builtIn = BUILT_IN_CATEGORIES.find((one) => one === id)
  return builtIn === undefined ? id : t(`categories.${builtIn}`)
}
