import { registry } from "@web/core/registry";

registry.category("web_tour.tours").add("crossdock_replay_dead_event", {
    steps: () => [
        {
            content: "The overview counts one dead event; show it",
            trigger: ".o_kanban_record:contains(Tour store) .o_crossdock_inbox_dead:contains(1)",
        },
        {
            content: "Open the exchange menu",
            trigger: "button[data-menu-xmlid='crossdock.menu_crossdock_exchange']",
            run: "click",
        },
        {
            content: "Open the inbox",
            trigger: "a[data-menu-xmlid='crossdock.menu_crossdock_inbox']",
            run: "click",
        },
        {
            content: "What is not finished is listed",
            trigger: ".o_list_view .o_data_row:contains(order:2002)",
        },
        {
            content: "Open the filters",
            trigger: ".o_searchview_dropdown_toggler",
            run: "click",
        },
        {
            content: "Show dead events",
            trigger: ".o_filter_menu .o_menu_item:contains(Dead)",
            run: "click",
        },
        {
            content: "The held one is gone from the list; the dead one is there, with its reason",
            trigger: ".o_list_table:not(:has(.o_data_row:contains(order:2002))) .o_data_row:contains(order:1001):contains(No flow)",
        },
        {
            content: "Open it",
            trigger: ".o_data_row:contains(order:1001) td[name=topic]",
            run: "click",
        },
        {
            content: "Its payload can be read",
            trigger: ".o_field_widget[name=payload_text]:contains(Tour buyer)",
        },
        {
            content: "Replay it",
            trigger: "button[name=action_replay]",
            run: "click",
        },
        {
            content: "It is ready again",
            trigger: ".o_arrow_button_current:contains(Ready)",
        },
        {
            content: "And can no longer be replayed",
            trigger: ".o_statusbar_buttons:not(:has(button[name=action_replay]))",
        },
    ],
});
