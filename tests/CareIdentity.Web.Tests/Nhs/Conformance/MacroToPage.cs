using System.Text.Json;

namespace CareIdentity.Web.Tests.Nhs.Conformance;

/// <summary>
/// Writes a macro's options as a page writes them: a simple option is an attribute, an object is an element of its name,
/// a list is one element per entry. The few names that differ stand in the tables below, and nowhere else.
/// </summary>
internal static class MacroToPage
{
    private static readonly Dictionary<string, string> ListElements = new()
    {
        ["nhs-radios items"] = "nhs-radios-item",
        ["nhs-checkboxes items"] = "nhs-checkboxes-item",
        ["nhs-select items"] = "nhs-select-item",
        ["nhs-date-input items"] = "nhs-date-input-item",
        ["nhs-breadcrumb items"] = "nhs-breadcrumb-item",
        ["nhs-pagination items"] = "nhs-pagination-item",
        ["nhs-tabs items"] = "nhs-tabs-item",
        ["nhs-task-list items"] = "nhs-task-list-item",
        ["nhs-contents-list items"] = "nhs-contents-list-item",
        ["nhs-contents-list-item items"] = "nhs-contents-list-item",
        ["nhs-do-dont-list items"] = "nhs-do-dont-list-item",
        ["nhs-navigation items"] = "nhs-header-item",
        ["nhs-account items"] = "nhs-header-item",
        ["nhs-meta items"] = "nhs-footer-item",
        ["nhs-footer-navigation items"] = "nhs-footer-item",
        ["nhs-actions items"] = "nhs-action",
        ["nhs-footer navigation"] = "nhs-footer-navigation",
        ["nhs-error-summary errorList"] = "nhs-error-summary-item",
        ["nhs-summary-list rows"] = "nhs-summary-list-row",
        ["nhs-table rows"] = "nhs-table-row",
        ["nhs-table head"] = "nhs-table-header",
    };

    private static readonly Dictionary<string, string> ObjectElements = new()
    {
        ["nhs-footer navigation"] = "nhs-footer-navigation",
        ["nhs-table caption"] = "nhs-table-caption",
        ["nhs-task-list-item title"] = "nhs-heading",
    };

    /// <summary>Objects of the macro whose members are attributes of the component itself.</summary>
    private static readonly HashSet<string> Flattened =
    [
        "nhs-header service", "nhs-header logo", "nhs-header organisation", "nhs-card image", "nhs-button icon",
    ];

    private static readonly Dictionary<string, string> Renamed = new()
    {
        ["nhs-button iconName"] = "icon",
        ["nhs-do-dont-list title"] = "heading",
        ["nhs-do-dont-list-item item"] = "text",
        ["nhs-checkboxes-item exclusiveGroup"] = "behaviourGroup",
    };

    public static PageElement Write(UpstreamFixture fixture)
    {
        var root = Element(fixture.Component == "tables" ? "nhs-table" : "nhs-" + fixture.Component, fixture.Options);
        root.Html = fixture.CallBlock ?? root.Html;
        return root;
    }

    private static PageElement Element(string name, JsonElement options)
    {
        var element = new PageElement(name);
        if (options.ValueKind == JsonValueKind.Array)
        {
            element.Children.AddRange(options.EnumerateArray().Where(IsGiven).Select(o => Element("nhs-table-cell", o)));
        }
        else if (options.ValueKind == JsonValueKind.Object)
        {
            foreach (var option in options.EnumerateObject())
            {
                Add(element, option.Name, option.Value);
            }
        }
        else if (options.ValueKind == JsonValueKind.String)
        {
            element.Options["text"] = options;
        }

        return element;
    }

    private static void Add(PageElement element, string option, JsonElement value)
    {
        var place = $"{element.Name} {option}";
        if (value.ValueKind is JsonValueKind.Null || TryAddSpecial(element, option, value))
        {
            return;
        }

        switch (value.ValueKind)
        {
            case JsonValueKind.Object when Flattened.Contains(place) && !value.TryGetProperty("html", out _):
                foreach (var member in value.EnumerateObject())
                {
                    var flat = option + char.ToUpperInvariant(member.Name[0]) + member.Name[1..];
                    Add(element, Renamed.GetValueOrDefault($"{element.Name} {flat}", flat), member.Value);
                }

                break;
            case JsonValueKind.Object:
                element.Children.Add(Element(ObjectElements.GetValueOrDefault(place, "nhs-" + Kebab(option)), value));
                break;
            case JsonValueKind.Array when ListElements.TryGetValue(place, out var entry):
                element.Children.AddRange(value.EnumerateArray().Where(IsGiven).Select(o => Element(entry, o)));
                break;
            case JsonValueKind.Array when option == "actions":
                element.Children.AddRange(value.EnumerateArray().Where(IsGiven).Select(o => Element("nhs-action", o)));
                break;
            default:
                element.Options[Renamed.GetValueOrDefault(place, option)] = value;
                break;
        }
    }

    private static bool TryAddSpecial(PageElement element, string option, JsonElement value)
    {
        switch (option, value.ValueKind)
        {
            case ("html", JsonValueKind.String):
                element.Html = value.GetString();
                return true;
            case ("attributes", JsonValueKind.Object):
                foreach (var attribute in value.EnumerateObject())
                {
                    element.Attributes[attribute.Name] = attribute.Value.ToString();
                }

                return true;
            case ("panel", JsonValueKind.Object) when element.Name == "nhs-tabs-item":
                element.Html = value.GetProperty("html").GetString();
                return true;
            case ("errorMessage", JsonValueKind.True):
                element.Say("hasError", true);
                return true;
            case ("heading", JsonValueKind.True):
                element.Options.TryAdd("isPageHeading", value);
                return true;
            case ("card" or "search", JsonValueKind.True):
                element.Children.Add(new PageElement("nhs-" + option));
                return true;
            case ("search", JsonValueKind.Object):
                element.Children.Add(Search(value));
                return true;
            case ("colour" or "icon", JsonValueKind.False):
                element.Say(option, "none");
                return true;
            case ("exclusive", JsonValueKind.True):
                element.Say("behaviour", "exclusive");
                return true;
            case ("sort", JsonValueKind.True):
                element.Say("sort", "none");
                return true;
            case ("values", JsonValueKind.Object):
                foreach (var part in value.EnumerateObject())
                {
                    element.Options[part.Name + "Value"] = part.Value;
                }

                return true;
            case ("day" or "month" or "year", JsonValueKind.False):
                element.Say("show" + char.ToUpperInvariant(option[0]) + option[1..], false);
                return true;
            case ("day" or "month" or "year", JsonValueKind.Object):
                var item = Element("nhs-date-input-item", value);
                item.Say("kind", option);
                element.Children.Add(item);
                return true;
            default:
                return false;
        }
    }

    private static PageElement Search(JsonElement search)
    {
        var element = new PageElement("nhs-search");
        if (search.TryGetProperty("input", out var input) && input.TryGetProperty("placeholder", out var placeholder))
        {
            element.Options["placeholder"] = placeholder;
        }

        if (search.TryGetProperty("label", out var label) && label.TryGetProperty("visuallyHiddenText", out var hidden))
        {
            element.Options["visuallyHiddenLabel"] = hidden;
        }

        return element;
    }

    // Upstream lets a list hold false where an entry was left out by a condition.
    private static bool IsGiven(JsonElement entry) => entry.ValueKind is not (JsonValueKind.False or JsonValueKind.Null);

    private static string Kebab(string camel) =>
        string.Concat(camel.Select(c => char.IsUpper(c) ? "-" + char.ToLowerInvariant(c) : c.ToString()));
}
