import { registry } from "@web/core/registry";
import { stepUtils } from "@web_tour/tour_utils";

// The test starts a store on an address of its own and hands it over in a cookie.
function storeAddress() {
    const cookie = document.cookie.split("; ").find((one) => one.startsWith("crossdock_store="));
    return decodeURIComponent(cookie.split("=")[1]);
}

registry.category("web_tour.tours").add("crossdock_connect_store", {
    steps: () => [
        {
            content: "Open Crossdock's section of the settings",
            trigger: ".settings_tab .tab[data-key='crossdock']",
            run: "click",
        },
        {
            content: "The key that protects credentials is found",
            trigger: "#crossdock_key .o_field_widget[name=crossdock_key_state]:contains(Found)",
        },
        {
            content: "Start the wizard",
            trigger: "#crossdock_connect button:contains(Connect a store or CRM)",
            run: "click",
        },
        {
            content: "Name the store",
            trigger: ".modal .o_field_widget[name=name] input",
            run: "edit Web shop",
        },
        {
            content: "Enter its address",
            trigger: ".modal .o_field_widget[name=address] input",
            run: `edit ${storeAddress()}`,
        },
        {
            content: "Enter the access token",
            trigger: ".modal .o_field_widget[name=access_token] input[type=password]",
            run: "edit shpat_tour",
        },
        {
            content: "Enter the secret",
            trigger: ".modal .o_field_widget[name=webhook_secret] input[type=password]",
            run: "edit shpss_tour",
        },
        {
            content: "Connect and test",
            trigger: ".modal button[name=action_connect]",
            run: "click",
        },
        {
            content: "The test says that all is well",
            trigger: ".o_notification:contains(The connection works.)",
        },
        {
            content: "The connection is shown, not in use yet",
            trigger: ".o_form_view .o_arrow_button_current:contains(Not connected)",
        },
        {
            content: "Its form keeps what the test found",
            trigger: ".o_notebook .nav-link:contains(Test result)",
            run: "click",
        },
        {
            content: "The store's name was read",
            trigger: ".o_field_widget[name=test_result]:contains(Tour store)",
        },
        {
            content: "Back to its first page",
            trigger: ".o_notebook .nav-link:contains(Connection)",
            run: "click",
        },
        {
            content: "The token is stored, and not shown",
            trigger: ".o_row:has(.badge:contains(Stored)) [name=access_token] input",
            run() {
                if (this.anchor.value) {
                    throw new Error("The access token is shown to whoever opens the form.");
                }
            },
        },
        {
            content: "Start the preview",
            trigger: "button[name=action_start_preview].btn-primary",
            run: "click",
        },
        {
            content: "It is in preview",
            trigger: ".o_arrow_button_current:contains(Preview)",
        },
        {
            content: "Switch it live",
            trigger: "button[name=action_go_live]",
            run: "click",
        },
        {
            content: "Confirm that both sides will be changed",
            trigger: ".modal .modal-footer .btn-primary",
            run: "click",
        },
        {
            content: "It is live",
            trigger: ".o_arrow_button_current:contains(Live)",
        },
        stepUtils.showAppsMenuItem(),
        {
            content: "Open Crossdock",
            trigger: ".o_app[data-menu-xmlid='crossdock.menu_crossdock_root']",
            run: "click",
        },
        {
            content: "The overview shows it",
            trigger: ".o_kanban_record:contains(Web shop) .badge:contains(Live)",
        },
    ],
});
