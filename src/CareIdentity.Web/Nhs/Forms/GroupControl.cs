using Microsoft.AspNetCore.Html;
using Microsoft.AspNetCore.Razor.TagHelpers;

namespace CareIdentity.Web.Nhs;

/// <summary>A control of several inputs, held together by a fieldset: radios, checkboxes, date.</summary>
public abstract class GroupControl : FormControl
{
    /// <summary>Short for a fieldset with this legend.</summary>
    public string? Legend { get; set; }

    public string? LegendSize { get; set; }

    public bool? LegendIsPageHeading { get; set; }

    internal override bool Accepts(NhsComponent part) => base.Accepts(part)
        || part is Fieldset or Nhs.Legend or Part { Element: "nhs-before-inputs" or "nhs-after-inputs" };

    private protected virtual string? FieldsetRole => null;

    private protected bool HasFieldset => FieldsetPart is not null;

    private protected Fieldset? FieldsetPart
    {
        get
        {
            if (Part<Fieldset>() is { } given)
            {
                return given;
            }

            if (Part<Legend>() is null && Legend is null)
            {
                return null;
            }

            var made = new Fieldset { Legend = Legend, LegendSize = LegendSize, LegendIsPageHeading = LegendIsPageHeading };
            made.Add(Part<Legend>());
            return made;
        }
    }

    private protected Element InFieldset(HtmlContentBuilder body, string? describedBy)
    {
        if (FieldsetPart is not { } fieldset)
        {
            return Group().Add(body);
        }

        fieldset.Role ??= FieldsetRole;
        fieldset.DescribedBy = describedBy;
        fieldset.Html = body;
        return Group().Add(fieldset.Render());
    }
}
