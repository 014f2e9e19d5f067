using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Rendering;

namespace CareIdentity.Web.Portal.Gallery;

public sealed class FormModel : GalleryPage
{
    [BindProperty]
    public Answers Input { get; set; } = new();

    public IReadOnlyList<SelectListItem> Titles { get; } =
        [new("Choose a title", ""), new("Dr", "Dr"), new("Mr", "Mr"), new("Ms", "Ms"), new("Mx", "Mx")];

    public void OnPost()
    {
        if (!Input.IsDeclared)
        {
            ModelState.AddModelError("Input.IsDeclared", "Confirm that you have seen the documents and the person");
        }

        // Proves the page for faults: what was typed can be copied.
        if (Input.FamilyName == "Fault")
        {
            throw new InvalidOperationException("This fault was asked for.");
        }
    }

    public sealed class Answers
    {
        [Required(ErrorMessage = "Enter a family name")]
        public string? FamilyName { get; set; }

        public string? NationalInsuranceNumber { get; set; }

        [Display(Name = "Date of birth")]
        [Required(ErrorMessage = "Enter a date of birth")]
        public DateOnly? BornOn { get; set; }

        [Required(ErrorMessage = "Select a professional register, or none")]
        public string? ProfessionalRegister { get; set; }

        public string? ProfessionalNumber { get; set; }

        [MinLength(1, ErrorMessage = "Select the documents that you have seen")]
        public List<string> Documents { get; init; } = [];

        public string? Title { get; set; }

        public string? Notes { get; set; }

        public IFormFile? Photo { get; set; }

        public bool IsDeclared { get; set; }
    }
}
