using Microsoft.AspNetCore.Html;
using Microsoft.AspNetCore.Mvc.ModelBinding;
using Microsoft.AspNetCore.Razor.TagHelpers;

namespace CareIdentity.Web.Nhs;

[HtmlTargetElement("nhs-input")]
public sealed class Input : LabelledControl
{
    public string? Value { get; set; }

    public string? Type { get; set; }

    /// <summary>2, 3, 4, 5, 10, 20 or 30 characters.</summary>
    public string? Width { get; set; }

    public string? Inputmode { get; set; }

    public string? Autocomplete { get; set; }

    public string? Autocapitalize { get; set; }

    public string? Pattern { get; set; }

    public string? Placeholder { get; set; }

    public string? Prefix { get; set; }

    public string? Suffix { get; set; }

    public bool? Spellcheck { get; set; }

    /// <summary>For things read out character by character: codes, numbers, serials.</summary>
    public bool Code { get; set; }

    public bool Large { get; set; }

    /// <summary>Class that a component built on this one puts on the form group.</summary>
    internal string? GroupClass { get; init; }

    internal IReadOnlyList<TagHelperAttribute> GroupAttributes { get; init; } = [];

    /// <summary>What a component built on this one puts after the input.</summary>
    internal IHtmlContent? Companion { get; init; }

    internal override bool Accepts(NhsComponent part) =>
        base.Accepts(part) || part is Part { Element: "nhs-prefix" or "nhs-suffix" or "nhs-input-wrapper" };

    private protected override void BindValue(ModelStateEntry? entry, object? model) =>
        Value ??= Type == "password" ? null : Typed(entry, model);

    internal override IHtmlContent Render()
    {
        var body = new HtmlContentBuilder();
        var describedBy = Describe(body, FieldId, DescribedBy);
        return Group(GroupClass).With(GroupAttributes).Add(RenderLabel()).Add(body).Add(Wrapped(RenderInput(describedBy)));
    }

    private Element RenderInput(string? describedBy) => new Element("input")
        .Class(
            "nhsuk-input",
            Css.Modifier(Classes, Large, "nhsuk-input--large"),
            Css.Modifier(Classes, Code, "nhsuk-input--code"),
            IsWrong ? "nhsuk-input--error" : null,
            Css.Choice(Classes, Width, "nhsuk-input--width-", "2", "3", "4", "5", "10", "20", "30"),
            Classes)
        .With("id", FieldId).With("name", Name ?? string.Empty).With("type", Type ?? "text")
        .With("spellcheck", Spellcheck switch { true => "true", false => "false", null => null })
        .With("value", Value).With("disabled", Disabled).With("aria-describedby", describedBy)
        .With("autocomplete", Autocomplete).With("autocapitalize", Autocapitalize).With("pattern", Pattern)
        .With("placeholder", Placeholder).With("inputmode", Inputmode).With(Attributes);

    private Element Wrapped(Element input)
    {
        var prefix = Part("nhs-prefix") ?? (Prefix is null ? null : new Part { Text = Prefix });
        var suffix = Part("nhs-suffix") ?? (Suffix is null ? null : new Part { Text = Suffix });
        var wrapper = Part("nhs-input-wrapper");
        if (prefix is null && suffix is null && Before is null && After is null && Companion is null && wrapper is null)
        {
            return input;
        }

        return new Element("div")
            .Class("nhsuk-input-wrapper", Css.Modifier(Classes, Large, "nhsuk-input-wrapper--large"), wrapper?.Classes)
            .With(wrapper?.Attributes ?? [])
            .Add(Before).Add(Affix(prefix, "prefix")).Add(input).Add(Affix(suffix, "suffix")).Add(Companion).Add(After);
    }

    private static Element? Affix(Part? affix, string place) => affix is null ? null : new Element("div")
        .Class("nhsuk-input-wrapper__" + place, affix.Classes).With("aria-hidden", "true").With(affix.Attributes).Add(affix.Content);
}
