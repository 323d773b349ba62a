/** What main gives to `Menu.buildFromTemplate`, as far as the stand-in looks. */
export interface MenuItem {
  id?: string;
  label?: string;
  role?: string;
  accelerator?: string;
  submenu?: MenuItem[];
  click?: () => void;
}

/** The application menu: no pixels, but every item can be found and chosen, by id or by its keys. */
export class ApplicationMenu {
  #template: MenuItem[] = [];

  readonly Menu = {
    buildFromTemplate: (template: MenuItem[]) => template,
    setApplicationMenu: (template: MenuItem[] | null) => {
      this.#template = template ?? [];
    },
    getApplicationMenu: () => this.#template,
  };

  items(): MenuItem[] {
    return this.#template.flatMap((menu) => menu.submenu ?? []);
  }

  choose(id: string): void {
    const item = this.items().find((candidate) => candidate.id === id);
    if (!item?.click) throw new Error(`The menu has no item ${id}.`);
    item.click();
  }

  press(accelerator: string): void {
    const item = this.items().find((candidate) => candidate.accelerator === accelerator);
    if (!item?.click) throw new Error(`No menu item answers to ${accelerator}.`);
    item.click();
  }
}
