using Microsoft.AspNetCore.Html;
using Microsoft.AspNetCore.Razor.TagHelpers;

namespace CareIdentity.Web.Nhs;

[HtmlTargetElement("nhs-fieldset")]
public sealed class Fieldset : NhsComponent
{
    public string? Legend { get; set; }

    public string? LegendSize { get; set; }

    public bool? LegendIsPageHeading { get; set; }

    public string? Role { get; set; }

    public string? DescribedBy { get; set; }

    internal override bool Accepts(NhsComponent part) => part is Nhs.Legend;

    internal override IHtmlContent Render()
    {
        var legend = Part<Legend>() ?? new Legend { Text = Legend, Size = LegendSize, IsPageHeading = LegendIsPageHeading };
        return new Element("fieldset")
            .Class("nhsuk-fieldset", Classes).With("id", Id).With("role", Role)
            .With("aria-describedby", string.IsNullOrEmpty(DescribedBy) ? null : DescribedBy).With(Attributes)
            .Add(legend.Render()).Add(Html);
    }
}
