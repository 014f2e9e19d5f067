using Microsoft.AspNetCore.Html;
using Microsoft.AspNetCore.Mvc.ModelBinding;
using Microsoft.AspNetCore.Razor.TagHelpers;

namespace CareIdentity.Web.Nhs;

[HtmlTargetElement("nhs-textarea")]
public sealed class Textarea : LabelledControl
{
    public string? Value { get; set; }

    public string? Rows { get; set; }

    public string? Autocomplete { get; set; }

    public bool? Spellcheck { get; set; }

    internal string? GroupClass { get; init; }

    internal IReadOnlyList<TagHelperAttribute> GroupAttributes { get; init; } = [];

    internal IHtmlContent? Companion { get; init; }

    private protected override void BindValue(ModelStateEntry? entry, object? model) => Value ??= Typed(entry, model);

    internal override IHtmlContent Render()
    {
        var body = new HtmlContentBuilder();
        var describedBy = Describe(body, FieldId, DescribedBy);
        var textarea = new Element("textarea")
            .Class("nhsuk-textarea", IsWrong ? "nhsuk-textarea--error" : null, Classes)
            .With("id", FieldId).With("name", Name ?? string.Empty).With("rows", Rows ?? "5")
            .With("spellcheck", Spellcheck switch { true => "true", false => "false", null => null })
            .With("disabled", Disabled).With("aria-describedby", describedBy).With("autocomplete", Autocomplete)
            .With(Attributes)
            // A browser drops one newline after the tag: given one, the value keeps its own.
            .Add(Value is ['\n' or '\r', ..] ? new HtmlString("\n") : null).Add(Value);
        return Group(GroupClass).With(GroupAttributes)
            .Add(RenderLabel()).Add(body).Add(Before).Add(textarea).Add(Companion).Add(After);
    }
}
