import { ContextMenu } from 'radix-ui'
import type { Category } from '../../../shared/categories'
import { t } from '../../lib/i18n/i18n'
import { runCommand } from '../../lib/run-command'
import { categoryLabel } from '../../lib/text/category-label'
import { useApp } from '../../stores/app'
import { openSettings } from '../../stores/dialogs'
import { showCategory, useListView } from '../../stores/list-view'
import { useSummary } from '../../stores/summary'
import { updateSettings } from '../../stores/update-settings'
import { categoryIcon } from '../ui/category-icon'
import { MENU_CLASS, MENU_ITEM_CLASS, MENU_LABEL_CLASS, MENU_LINE_CLASS } from '../ui/menu'
import { Group } from './group'
import { PlaceLink } from './place-link'

/** The list by sorts of files. */
export function Categories() {
  const categories = useApp((state) => state.settings?.categories)
  return (
    <Group id="categories" label={t('sidebar.categories')}>
      {categories?.map((category) => (
        <CategoryLink key={category.id} category={category} />
      ))}
    </Group>
  )
}

function CategoryLink({ category }: { category: Category }) {
  const count = useSummary(({ counts }) => counts && (counts.category[category.id] ?? 0))
  const isChosen = useListView((state) => state.category === category.id)
  return (
    <ContextMenu.Root modal={false}>
      <ContextMenu.Trigger asChild>
        <PlaceLink
          at={`category-${category.id}`}
          icon={categoryIcon(category)}
          label={categoryLabel(category)}
          count={count}
          isChosen={isChosen}
          onChoose={() => showCategory(category.id)}
        />
      </ContextMenu.Trigger>
      <ContextMenu.Portal container={document.querySelector('main')}>
        <CategoryMenu category={category} />
      </ContextMenu.Portal>
    </ContextMenu.Root>
  )
}

function CategoryMenu({ category }: { category: Category }) {
  return (
    <ContextMenu.Content className={MENU_CLASS}>
      {category.folder !== null && (
        <ContextMenu.Label className={MENU_LABEL_CLASS}>
          {t('sidebar.openFolderOf', { folder: category.folder })}
        </ContextMenu.Label>
      )}
      <ContextMenu.Item
        className={MENU_ITEM_CLASS}
        onSelect={() => runCommand(chooseFolder(category))}
      >
        {t('sidebar.chooseFolder', { category: categoryLabel(category) })}
      </ContextMenu.Item>
      <ContextMenu.Item
        className={MENU_ITEM_CLASS}
        disabled={category.folder === null}
        onSelect={() => setFolder(category, null)}
      >
        {t('sidebar.commonFolder')}
      </ContextMenu.Item>
      <ContextMenu.Separator className={MENU_LINE_CLASS} />
      <ContextMenu.Item className={MENU_ITEM_CLASS} onSelect={() => openSettings('categories')}>
        {t('sidebar.editCategories')}
      </ContextMenu.Item>
    </ContextMenu.Content>
  )
}

async function chooseFolder(category: Category): Promise<void> {
  const { settings } = useApp.getState()
  const folder = await window.rill.chooseFolder(category.folder ?? settings?.folder ?? '')
  if (folder !== null) setFolder(category, folder)
}

function setFolder({ id }: Category, folder: string | null): void {
  const categories = useApp.getState().settings?.categories ?? []
  updateSettings({
    categories: categories.map((one) => (one.id === id ? { ...one, folder } : one)),
  })
}
