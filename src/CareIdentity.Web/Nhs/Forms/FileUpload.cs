using Microsoft.AspNetCore.Html;
using Microsoft.AspNetCore.Razor.TagHelpers;

namespace CareIdentity.Web.Nhs;

/// <summary>A file, with a drop zone where script runs.</summary>
[HtmlTargetElement("nhs-file-upload")]
public sealed class FileUpload : LabelledControl
{
    public bool Multiple { get; set; }

    /// <summary>Types that the dialog offers, such as <c>.csv,text/csv</c>; the server checks them again.</summary>
    public string? Accept { get; set; }

    public string? ChooseFilesButtonText { get; set; }

    public string? DropInstructionText { get; set; }

    public string? NoFileChosenText { get; set; }

    internal override IHtmlContent Render()
    {
        var body = new HtmlContentBuilder();
        var describedBy = Describe(body, FieldId, DescribedBy);
        return Group("nhsuk-file-upload").With("data-module", "nhsuk-file-upload")
            .With("data-i18n.choose-files-button", ChooseFilesButtonText)
            .With("data-i18n.no-file-chosen", NoFileChosenText)
            .With("data-i18n.drop-instruction", DropInstructionText)
            .Add(RenderLabel()).Add(body).Add(Before)
            .Add(new Element("input").Class("nhsuk-file-upload__input", Classes)
                .With("id", FieldId).With("name", Name ?? string.Empty).With("type", "file")
                .With("disabled", Disabled).With("multiple", Multiple).With("accept", Accept)
                .With("aria-describedby", describedBy).With(Attributes))
            .Add(After);
    }
}
