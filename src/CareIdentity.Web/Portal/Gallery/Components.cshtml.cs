namespace CareIdentity.Web.Portal.Gallery;

public sealed class ComponentsModel : GalleryPage;
