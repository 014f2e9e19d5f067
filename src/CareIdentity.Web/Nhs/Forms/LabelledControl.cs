using Microsoft.AspNetCore.Html;
using Microsoft.AspNetCore.Razor.TagHelpers;

namespace CareIdentity.Web.Nhs;

/// <summary>A form control with one label: text field, select, file.</summary>
public abstract class LabelledControl : FormControl
{
    public string? Label { get; set; }

    public string? LabelSize { get; set; }

    public string? LabelClasses { get; set; }

    public bool? LabelIsPageHeading { get; set; }

    internal override bool Accepts(NhsComponent part) => part is Nhs.Label || base.Accepts(part);

    private protected IHtmlContent RenderLabel()
    {
        var label = Part<Label>() ?? new Label
        {
            Text = Label,
            Size = LabelSize,
            Classes = LabelClasses,
            IsPageHeading = LabelIsPageHeading,
        };
        label.LabelFor ??= FieldId;
        return label.Render();
    }

    private protected IHtmlContent? Before => InGroup("nhs-before-input");

    private protected IHtmlContent? After => InGroup("nhs-after-input");
}
