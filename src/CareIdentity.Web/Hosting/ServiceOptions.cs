using System.ComponentModel.DataAnnotations;

namespace CareIdentity.Web.Hosting;

/// <summary>What an operator may call and paint the service: section <c>Service</c>.</summary>
public sealed class ServiceOptions
{
    public const string Section = "Service";

    private const string HexColour = "^#[0-9a-fA-F]{6}$";

    [Required]
    public string Name { get; set; } = "Care Identity";

    /// <summary>Who runs it; stands in the footer.</summary>
    [Required]
    public string Organisation { get; set; } = "Care Identity";

    /// <summary>A logo under wwwroot that the operator has the right to use; none by default.</summary>
    [RegularExpression("^/[A-Za-z0-9/._-]+$", ErrorMessage = "Service:Logo must be a path on this site, such as /brand/logo.svg.")]
    public string? Logo { get; set; }

    public string LogoAlt { get; set; } = string.Empty;

    [RegularExpression(HexColour, ErrorMessage = "Service:HeaderColour must be a colour such as #005eb8.")]
    public string HeaderColour { get; set; } = "#005eb8";

    /// <summary>Training looks different at a glance, so that nobody takes it for the live service.</summary>
    [RegularExpression(HexColour, ErrorMessage = "Service:TrainingHeaderColour must be a colour such as #6c2e7a.")]
    public string TrainingHeaderColour { get; set; } = "#6c2e7a";

    /// <summary>Frutiger, from the NHS's own server: only for operators whom its licence covers.</summary>
    public bool NhsTypeface { get; set; }

    /// <summary>The address that people type, which cards sign for: https://identity.example. Not needed on loopback.</summary>
    [RegularExpression("^https?://[A-Za-z0-9.:\\[\\]-]+$", ErrorMessage = "Service:Origin must be an origin such as https://identity.example.")]
    public string? Origin { get; set; }

    public bool Training { get; set; }

    /// <summary>Origin of the training desk's own passcode window, which no script of a page can read.</summary>
    [RegularExpression("^https?://[A-Za-z0-9.:\\[\\]-]+$", ErrorMessage = "Service:DeskOrigin must be an origin such as http://localhost:5081.")]
    public string? DeskOrigin { get; set; }

    /// <summary>Who helps when nobody at the site can: shown in every refusal and on every error page.</summary>
    public string HelpText { get; set; } = "your Registration Authority";

    public string? HelpEmail { get; set; }

    public string? HelpPhone { get; set; }

    /// <summary>Footer links, text to address.</summary>
    public Dictionary<string, string> FooterLinks { get; init; } = [];

    /// <summary>Largest request that a page takes, in MiB: a batch file or a scanned document.</summary>
    [Range(1, 256)]
    public int LargestRequestMiB { get; set; } = 16;

    public string HeaderColourInUse => Training ? TrainingHeaderColour : HeaderColour;
}
