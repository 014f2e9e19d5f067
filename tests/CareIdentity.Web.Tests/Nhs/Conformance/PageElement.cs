using System.Text.Json;

namespace CareIdentity.Web.Tests.Nhs.Conformance;

/// <summary>An element as a page would write it: <c>&lt;nhs-button text="Save"&gt;</c>.</summary>
internal sealed class PageElement(string name)
{
    public string Name { get; } = name;

    /// <summary>Attributes that are options of the component, by their name in the macro.</summary>
    public Dictionary<string, JsonElement> Options { get; } = [];

    /// <summary>Attributes that no option claims.</summary>
    public Dictionary<string, string?> Attributes { get; } = [];

    public List<PageElement> Children { get; } = [];

    public string? Html { get; set; }

    public void Say(string option, string value) => Options[option] = JsonSerializer.SerializeToElement(value);

    public void Say(string option, bool value) => Options[option] = JsonSerializer.SerializeToElement(value);
}
