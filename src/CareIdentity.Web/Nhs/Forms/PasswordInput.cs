using Microsoft.AspNetCore.Html;
using Microsoft.AspNetCore.Razor.TagHelpers;

namespace CareIdentity.Web.Nhs;

/// <summary>A secret with a button to show it. Never for a card's passcode, which only the agent's own window takes.</summary>
[HtmlTargetElement("nhs-password-input")]
public sealed class PasswordInput : LabelledControl
{
    public string? Value { get; set; }

    public string? Autocomplete { get; set; }

    public string? Width { get; set; }

    public string? Prefix { get; set; }

    public bool Code { get; set; }

    public bool Large { get; set; }

    internal override bool Accepts(NhsComponent part) =>
        base.Accepts(part) || part is Nhs.Button or Part { Element: "nhs-prefix" or "nhs-suffix" or "nhs-input-wrapper" };

    internal override IHtmlContent Render()
    {
        var given = Part<Button>();
        var toggle = new Button
        {
            Id = given?.Id,
            Text = given?.Text ?? "Show",
            AriaLabel = given?.AriaLabel ?? "Show password",
            Name = given?.Name,
            Value = given?.Value,
            Type = given?.Type ?? "button",
            Icon = given?.Icon,
            Small = !Large,
            PreventDoubleClick = given?.PreventDoubleClick,
            Disabled = given?.Disabled ?? Disabled,
            Variant = given?.Variant ?? "secondary",
            Classes = Css.Join("nhsuk-password-input__toggle nhsuk-js-password-input-toggle", given?.Classes),
            Attributes = [new("aria-controls", FieldId), new("hidden")],
        };
        var input = new Input
        {
            Id = FieldId,
            Name = Name,
            Value = Value,
            Type = "password",
            Width = Width,
            Prefix = Prefix,
            Code = Code,
            Large = Large,
            Label = Label,
            LabelSize = LabelSize,
            LabelClasses = LabelClasses,
            LabelIsPageHeading = LabelIsPageHeading,
            Spellcheck = false,
            Autocomplete = Autocomplete ?? "current-password",
            Autocapitalize = "none",
            Disabled = Disabled,
            HasError = HasError,
            DescribedBy = DescribedBy,
            Classes = Css.Join("nhsuk-password-input__input nhsuk-js-password-input-input", Classes),
            GroupClass = "nhsuk-password-input",
            GroupAttributes = [new("data-module", "nhsuk-password-input")],
            Companion = toggle.Render(),
            Attributes = Attributes,
        };
        input.Add([Part<Label>(), HintPart, ErrorPart, .. Parts<Part>()]);
        return input.Render();
    }
}
