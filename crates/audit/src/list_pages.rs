//! The pages to which others refer for values or attributes.

/// Folder and name of each page that lists values or attributes for others.
pub(crate) const LIST_PAGES: [(&str, &str); 8] = [
    ("ims", "相关参数取值列表"),
    ("ims", "镜像属性"),
    ("sdrs", "保护实例状态"),
    ("sdrs", "保护组状态"),
    ("sdrs", "复制对状态"),
    ("sdrs", "容灾演练状态"),
    ("sfs", "SFS-Turbo文件系统子状态"),
    ("sfs", "SFS-Turbo文件系统状态"),
];
