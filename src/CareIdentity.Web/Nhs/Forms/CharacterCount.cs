using System.Globalization;
using Microsoft.AspNetCore.Html;
using Microsoft.AspNetCore.Mvc.ModelBinding;
using Microsoft.AspNetCore.Razor.TagHelpers;

namespace CareIdentity.Web.Nhs;

/// <summary>A text area that says how much may still be written.</summary>
[HtmlTargetElement("nhs-character-count")]
public sealed class CharacterCount : LabelledControl
{
    public string? Value { get; set; }

    public string? Rows { get; set; }

    public string? Autocomplete { get; set; }

    public bool? Spellcheck { get; set; }

    public int? Maxlength { get; set; }

    public int? Maxwords { get; set; }

    /// <summary>Per cent of the limit from which the count is shown.</summary>
    public int? Threshold { get; set; }

    public string? CountType { get; set; }

    public string? TextareaDescriptionText { get; set; }

    private protected override void BindValue(ModelStateEntry? entry, object? model) => Value ??= Typed(entry, model);

    internal override IHtmlContent Render()
    {
        var countType = CountType ?? (Maxwords is null ? null : "words");
        var limit = Maxwords ?? Maxlength;
        var template = TextareaDescriptionText ?? "You can enter up to %{count} " + (countType == "words" ? "words" : "characters");
        var description = limit is null ? null : template.Replace("%{count}", limit.Value.ToString(CultureInfo.InvariantCulture), StringComparison.Ordinal);
        var message = new Hint
        {
            Id = FieldId + "-info",
            Text = description,
            Classes = "nhsuk-character-count__message",
            Attributes = description is null ? [new("hidden")] : [],
        };
        var textarea = new Textarea
        {
            Id = FieldId,
            Name = Name,
            Value = Value,
            Rows = Rows,
            Spellcheck = Spellcheck,
            Autocomplete = Autocomplete,
            Disabled = Disabled,
            HasError = HasError,
            DescribedBy = FieldId + "-info",
            Label = Label,
            LabelSize = LabelSize,
            LabelClasses = LabelClasses,
            LabelIsPageHeading = LabelIsPageHeading,
            Classes = Css.Join("nhsuk-js-character-count", Classes),
            GroupClass = "nhsuk-character-count",
            GroupAttributes = CountAttributes(countType, limit),
            Companion = message.Render(),
            Attributes = Attributes,
        };
        textarea.Add([Part<Label>(), HintPart, ErrorPart, .. Parts<Part>()]);
        return textarea.Render();
    }

    private List<TagHelperAttribute> CountAttributes(string? countType, int? limit)
    {
        List<TagHelperAttribute> given =
        [
            new("data-maxlength", Maxlength), new("data-maxwords", Maxwords),
            new("data-threshold", Threshold), new("data-count-type", countType),
            new("data-i18n.textarea-description.other", limit is null ? TextareaDescriptionText : null),
        ];
        return [new("data-module", "nhsuk-character-count"), .. given.Where(a => a.Value is not null)];
    }
}
